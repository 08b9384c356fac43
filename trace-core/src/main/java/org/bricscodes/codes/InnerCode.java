package org.bricscodes.codes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The short second code of one item, under its seal: 30 bits as six characters of Crockford
 * base-32. It is derived from the item's serial and never stored ({@link InnerCodes}); the right
 * one shows that the seal was opened by whoever tells it, which {@link InnerStates} records once.
 *
 * @param text exactly six of {@code 0-9 A-Z} without I, L, O and U
 */
public record InnerCode(String text) {

  /** Characters of an inner code. */
  public static final int LENGTH = 6;

  /** Longest typed text {@link #parseTyped} looks at. */
  public static final int MAX_TYPED = 64;

  /**
   * @throws IllegalArgumentException if the text is not six characters of the alphabet; exact
   */
  public InnerCode {
    if (text.length() != LENGTH || Crockford.decode(text, 0, LENGTH) < 0) {
      throw new IllegalArgumentException(
          "an inner code is six digits and upper-case letters without I, L, O and U");
    }
  }

  /**
   * Reads what a person typed, folded as {@link Serial#parseTyped} does.
   *
   * @throws IllegalArgumentException if what remains is not an inner code
   */
  public static InnerCode parseTyped(String typed) {
    if (typed.length() > MAX_TYPED) {
      throw new IllegalArgumentException("a typed inner code has at most 64 characters");
    }
    return new InnerCode(Crockford.fold(typed));
  }

  /** Whether both are the same; takes the same time wherever they differ. */
  public boolean matches(InnerCode other) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.US_ASCII), other.text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Not the code: texts of values end up in logs. */
  @Override
  public String toString() {
    return "InnerCode";
  }
}

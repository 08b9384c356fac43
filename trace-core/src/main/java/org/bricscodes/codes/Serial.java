package org.bricscodes.codes;

import java.util.function.Function;

/**
 * A serial number in the shape we issue: an epoch character and 75 enciphered bits, as 16
 * characters of Crockford base-32. The shape says nothing about whether it was issued; {@link
 * CodeBook#check} does.
 *
 * @param text exactly 16 of {@code 0-9 A-Z} without I, L, O and U; the value of AI (21)
 */
public record Serial(String text) {

  /** Characters of a serial. */
  public static final int LENGTH = 16;

  /** Longest typed text {@link #parseTyped} looks at. */
  public static final int MAX_TYPED = 64;

  /** Numerals of the counter half: 35 bits. */
  static final int COUNTER_NUMERALS = 7;

  /**
   * @throws IllegalArgumentException if the text is not 16 characters of the alphabet; exact, no
   *     folding: this is what machines read
   */
  public Serial {
    if (text.length() != LENGTH) {
      throw new IllegalArgumentException("a serial has exactly 16 characters");
    }
    for (int i = 0; i < LENGTH; i++) {
      if (Crockford.value(text.charAt(i)) < 0) {
        throw new IllegalArgumentException(
            "a serial is digits and upper-case letters without I, L, O and U");
      }
    }
  }

  /**
   * Reads what a machine sent: exact, but for the case of its letters, which no two serials of ours
   * differ by.
   *
   * @throws IllegalArgumentException if it is no serial in either case
   */
  public static Serial parseScanned(String scanned) {
    return new Serial(Crockford.upper(scanned));
  }

  /**
   * Reads what a person typed: any case, groups separated by spaces or hyphens, I and L meant as 1,
   * O as 0. Only for manual entry; scanned input is exact.
   *
   * @throws IllegalArgumentException if what remains is not a serial
   */
  public static Serial parseTyped(String typed) {
    if (typed.length() > MAX_TYPED) {
      throw new IllegalArgumentException("a typed serial has at most 64 characters");
    }
    return new Serial(Crockford.fold(typed));
  }

  /** Whether it is no serial as scanned, and is one of ours if a person typed it off a label. */
  public static boolean isMistyped(String scanned) {
    return !isOurs(scanned, Serial::parseScanned) && isOurs(scanned, Serial::parseTyped);
  }

  private static boolean isOurs(String text, Function<String, Serial> reading) {
    try {
      return !reading.apply(text).text().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The key epoch, in clear in the first character. */
  public KeyEpoch epoch() {
    return new KeyEpoch(Crockford.value(text.charAt(0)));
  }

  /** Four groups of four, as printed for people: {@code 3JW5 9RTC F748 0KQK}. */
  public String grouped() {
    return text.substring(0, 4)
        + ' '
        + text.substring(4, 8)
        + ' '
        + text.substring(8, 12)
        + ' '
        + text.substring(12);
  }

  /** The enciphered half A: 35 bits. */
  long high() {
    return Crockford.decode(text, 1, 1 + COUNTER_NUMERALS);
  }

  /** The enciphered half B: 40 bits. */
  long low() {
    return Crockford.decode(text, 1 + COUNTER_NUMERALS, LENGTH);
  }

  @Override
  public String toString() {
    return text;
  }
}

package org.bricscodes.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/**
 * Readers that accept exactly what the writers of this package print. The JDK's own are lenient:
 * base64 may lack padding or carry stray bits, {@code Long.parseLong} takes {@code +5} and {@code
 * 007}.
 */
final class StrictText {

  private static final int MAX_DECIMAL_DIGITS = 19;

  private StrictText() {}

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Canonical, padded, standard base64 or {@link IllegalArgumentException}. */
  static byte[] base64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!base64(bytes).equals(text)) {
      throw new IllegalArgumentException("base64 is not in its canonical, padded form");
    }
    return bytes;
  }

  /** {@code 0|[1-9][0-9]*} below 2^63, or {@link IllegalArgumentException}. */
  static long decimal(String text) {
    boolean canonical =
        !text.isEmpty()
            && text.length() <= MAX_DECIMAL_DIGITS
            && (text.length() == 1 || text.charAt(0) != '0')
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!canonical) {
      throw new IllegalArgumentException(
          "a number is ASCII digits without sign or leading zero, below 2^63");
    }
    return Long.parseLong(text);
  }

  /** Well-formed UTF-8 or {@link IllegalArgumentException}. */
  static String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not valid UTF-8", e);
    }
  }

  /** Whether the text has no lone surrogate, and so has a UTF-8 form. */
  static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  /** UTF-8 bytes of well-formed text, or {@link IllegalArgumentException} on a lone surrogate. */
  static byte[] utf8(String text) {
    try {
      ByteBuffer buffer = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not valid Unicode text", e);
    }
  }
}

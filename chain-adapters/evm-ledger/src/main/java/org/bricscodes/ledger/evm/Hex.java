package org.bricscodes.ledger.evm;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes as nodes write them: {@code 0x} and two digits each. */
final class Hex {

  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
  private static final Pattern WORD = Pattern.compile("0x[0-9a-f]{64}");

  private Hex() {}

  static String of(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /**
   * The inverse of {@link #of}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static byte[] bytes(@Nullable String text) {
    if (text == null || !text.startsWith("0x")) {
      throw new IllegalArgumentException("bytes are 0x and two hexadecimal digits each");
    }
    return HexFormat.of().parseHex(text, 2, text.length());
  }

  /** Whether it is an address in lower case. */
  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  /** Whether it is 32 bytes in lower case. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  /**
   * Bytes of an exact length.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static byte[] bytes(@Nullable String text, int length) {
    byte[] bytes = bytes(text);
    if (bytes.length != length) {
      throw new IllegalArgumentException("found " + bytes.length + " bytes instead of " + length);
    }
    return bytes;
  }
}

package org.bricscodes.ledger.xinghuo;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** Hexadecimal text in the one form we write. */
final class LowerHex {

  private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2})*+");

  private LowerHex() {}

  /**
   * The bytes of {@code text}.
   *
   * @param what what it is, for the message
   * @throws IllegalArgumentException if it is not an even number of lower-case hex digits
   */
  static byte[] parse(String what, String text) {
    if (!HEX.matcher(text).matches()) {
      throw new IllegalArgumentException(what + " is an even number of lower-case hex digits");
    }
    return HexFormat.of().parseHex(text);
  }

  static String print(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

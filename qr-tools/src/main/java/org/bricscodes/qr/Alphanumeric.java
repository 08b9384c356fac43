package org.bricscodes.qr;

import java.util.Arrays;

/** The alphanumeric mode of ISO/IEC 18004 §7.4.4: two characters are one number of 11 bits. */
final class Alphanumeric {

  static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  static final int COUNT = 45;

  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int value = 0; value < COUNT; value++) {
      VALUES[CHARACTERS.charAt(value)] = (byte) value;
    }
  }

  private Alphanumeric() {}

  /** 0 to 44, or -1 for a character that the mode does not have. */
  static int value(int character) {
    return character < 0 || character >= VALUES.length ? -1 : VALUES[character];
  }

  /** The two characters that make a number, the first one counting 45. */
  static String pair(int number) {
    return "" + CHARACTERS.charAt(number / COUNT) + CHARACTERS.charAt(number % COUNT);
  }
}

package org.bricscodes.ledger.xinghuo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Base 58 in the two alphabets of the family. They hold the same letters in another order, so a
 * text in the wrong one decodes, to other bytes: only a prefix, a length or a checksum inside can
 * tell. Every text has one decoding and every byte string one encoding.
 */
enum Base58 {
  /** As BIF writes it: {@code b} and {@code B}, {@code u} and {@code U} have changed places. */
  BIF("123456789AbCDEFGHJKLMNPQRSTuVWXYZaBcdefghijkmnopqrstUvwxyz"),
  /** As Bitcoin and Zetrix write it. */
  BITCOIN("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

  /** The longest text decoded; the work grows with its square. */
  static final int MAX_CHARS = 128;

  private static final int RADIX = 58;
  private static final int BYTE = 256;

  private final String letters;

  Base58(String letters) {
    this.letters = letters;
  }

  String encode(byte[] bytes) {
    int zeros = leading(bytes, (byte) 0);
    byte[] rest = bytes.clone();
    byte[] digits = new byte[bytes.length * 2];
    int at = digits.length;
    for (int start = zeros; start < rest.length; ) {
      digits[--at] = (byte) letters.charAt(divide(rest, start, BYTE, RADIX));
      if (rest[start] == 0) {
        start += leading(Arrays.copyOfRange(rest, start, rest.length), (byte) 0);
      }
    }
    Arrays.fill(digits, at - zeros, at, (byte) letters.charAt(0));
    return new String(digits, at - zeros, digits.length - at + zeros, StandardCharsets.US_ASCII);
  }

  /**
   * The inverse of {@link #encode}.
   *
   * @throws IllegalArgumentException if there is a letter outside the alphabet, or the text is
   *     longer than {@link #MAX_CHARS}; the message never holds the text, which may be a key
   */
  byte[] decode(String text) {
    if (text.length() > MAX_CHARS) {
      throw new IllegalArgumentException("a base 58 text takes 128 letters at most");
    }
    byte[] digits = new byte[text.length()];
    for (int i = 0; i < digits.length; i++) {
      int digit = letters.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("letter " + (i + 1) + " is none of base 58");
      }
      digits[i] = (byte) digit;
    }
    int zeros = leading(digits, (byte) 0);
    byte[] bytes = new byte[digits.length];
    int at = bytes.length;
    for (int start = zeros; start < digits.length; ) {
      bytes[--at] = (byte) divide(digits, start, RADIX, BYTE);
      if (digits[start] == 0) {
        start += leading(Arrays.copyOfRange(digits, start, digits.length), (byte) 0);
      }
    }
    return Arrays.copyOfRange(bytes, at - zeros, bytes.length);
  }

  /** Divides the number in place and returns what is left over. */
  private static int divide(byte[] number, int start, int from, int by) {
    int remainder = 0;
    for (int i = start; i < number.length; i++) {
      int value = remainder * from + (number[i] & 0xff);
      number[i] = (byte) (value / by);
      remainder = value % by;
    }
    return remainder;
  }

  private static int leading(byte[] bytes, byte value) {
    int count = 0;
    while (count < bytes.length && bytes[count] == value) {
      count++;
    }
    return count;
  }
}

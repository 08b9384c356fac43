package org.bricscodes.codes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Crockford's base-32 alphabet: digits and upper-case letters without I, L, O and U. */
final class Crockford {

  private static final byte[] SYMBOLS =
      "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] VALUES = values();

  private Crockford() {}

  /** The ASCII symbol of a value; only its low five bits count. */
  static byte symbol(long value) {
    return SYMBOLS[(int) value & 31];
  }

  /** The value of an exact symbol, or -1. */
  static int value(char symbol) {
    return symbol < VALUES.length ? VALUES[symbol] : -1;
  }

  /** Reads {@code text[from, to)}, at most twelve exact symbols, most significant first, or -1. */
  static long decode(CharSequence text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      int value = value(text.charAt(i));
      if (value < 0) {
        return -1;
      }
      number = number << 5 | value;
    }
    return number;
  }

  /** Writes the low {@code 5 * length} bits of {@code number}, most significant symbol first. */
  static void encode(long number, byte[] out, int at, int length) {
    long rest = number;
    for (int i = at + length - 1; i >= at; i--) {
      out[i] = symbol(rest);
      rest >>>= 5;
    }
  }

  /** Small ASCII letters as capitals; anything else stays as it is. */
  static String upper(String text) {
    StringBuilder upper = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      upper.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
    }
    return upper.toString();
  }

  /**
   * What a person may have meant: upper case, I and L read as 1, O as 0, hyphens and white space
   * dropped. Anything else stays as it is, for the strict check to refuse.
   */
  static String fold(CharSequence typed) {
    StringBuilder folded = new StringBuilder(typed.length());
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      char upper = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
      if (upper == 'I' || upper == 'L') {
        folded.append('1');
      } else if (upper == 'O') {
        folded.append('0');
      } else if (upper != '-' && !Character.isWhitespace(upper) && upper != '\u00a0') {
        folded.append(upper);
      }
    }
    return folded.toString();
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < SYMBOLS.length; i++) {
      values[SYMBOLS[i]] = (byte) i;
    }
    return values;
  }
}

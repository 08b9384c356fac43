package org.bricscodes.gs1;

import java.math.BigInteger;
import org.bricscodes.gs1.Gs1Fault.Reason;

/** Bits written as hexadecimal or base64url characters, read from the front. */
final class EpcBits {

  static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** Tags store words of 16 bits, and a base64 character may begin in the last of them. */
  private static final int MAX_PADDING = 21;

  private final Faults faults;
  private final String text;
  private final int start;
  private final int width;
  private final BigInteger bits;
  private final int length;
  private int at;

  /** {@code width} 4 for hexadecimal digits, 6 for base64url. */
  EpcBits(Faults faults, String text, int start, int end, int width) {
    this.faults = faults;
    this.text = text;
    this.start = start;
    this.width = width;
    this.length = (end - start) * width;
    BigInteger value = BigInteger.ZERO;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      int digit = width == 4 ? PercentCoding.hex(c) : BASE64.indexOf(c);
      if (digit < 0) {
        String expected =
            width == 4 ? "a hexadecimal digit" : "a base64url character: letter, digit, - or _";
        faults.add(Reason.CHARACTER, "epc", i, String.valueOf(c), expected);
      }
      value = value.shiftLeft(width).or(BigInteger.valueOf(Math.max(digit, 0)));
    }
    this.bits = value;
  }

  /** The character that holds the next bit. */
  int position() {
    return start + at / width;
  }

  /** The text from there on. */
  String found() {
    return text.substring(Math.min(position(), text.length()));
  }

  /** The next bits as a number; a fault is thrown at once when the text ends before. */
  BigInteger number(int count) {
    if (at + count > length) {
      String expected = "at least " + (at + count) + " bits";
      faults.add(Reason.LENGTH, "epc", start, text.substring(start), expected);
      throw faults.exception();
    }
    at += count;
    return bits.shiftRight(length - at).mod(BigInteger.ONE.shiftLeft(count));
  }

  int value(int count) {
    return number(count).intValueExact();
  }

  /** Nothing but zeros that fill the last word may follow. */
  void end() {
    int rest = length - at;
    if (bits.mod(BigInteger.ONE.shiftLeft(rest)).signum() != 0) {
      faults.add(Reason.SYNTAX, "epc", position(), found(), "zeros after the serial number");
    } else if (rest > MAX_PADDING) {
      faults.add(Reason.LENGTH, "epc", position(), found(), "an end at the next word of 16 bits");
    }
  }
}

package org.bricscodes.label;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a PDF, growing: numbers, operators, strings. Allocates nothing once it is large. */
final class PdfText {

  private byte[] bytes;
  private int length;

  PdfText(int room) {
    this.bytes = new byte[room];
  }

  PdfText clear() {
    length = 0;
    return this;
  }

  int length() {
    return length;
  }

  byte[] array() {
    return bytes;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  PdfText text(String ascii) {
    return bytes(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  PdfText bytes(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  PdfText put(char character) {
    room(1);
    bytes[length++] = (byte) character;
    return this;
  }

  /** A whole number and a space. */
  PdfText number(int number) {
    room(12);
    int rest = number;
    if (rest < 0) {
      bytes[length++] = '-';
      rest = -rest;
    }
    int digits = 1;
    for (int power = 10; digits < 10 && rest >= power; power = digits < 10 ? power * 10 : power) {
      digits++;
    }
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    bytes[length++] = ' ';
    return this;
  }

  /** One byte of a literal string (ISO 32000-1, 7.3.4.2). */
  PdfText character(byte character) {
    if (character == '(' || character == ')' || character == '\\') {
      put('\\');
    }
    return put((char) (character & 0xFF));
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}

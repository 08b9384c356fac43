package org.bricscodes.label;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a PDF, growing: numbers, operators, strings. Allocates nothing once it is large. */
final class PdfText {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Numbers of up to three digits with the space behind them, the first digit highest. */
  private static final int[] SHORT = new int[1000];

  static {
    for (int number = 0; number < SHORT.length; number++) {
      String text = (number + "    ").substring(0, 4);
      for (int i = 0; i < 4; i++) {
        SHORT[number] = SHORT[number] << 8 | text.charAt(i);
      }
    }
  }

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
    if (number < 0 || number >= SHORT.length) {
      return text(Integer.toString(number)).put(' ');
    }
    room(Integer.BYTES);
    INTS.set(bytes, length, SHORT[number]);
    length += number < 10 ? 2 : number < 100 ? 3 : 4;
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

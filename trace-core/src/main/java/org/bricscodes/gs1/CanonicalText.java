package org.bricscodes.gs1;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a canonical link into one array: ASCII only, bounded by the text it is made from. */
final class CanonicalText {

  private static final byte[] BASE =
      (DigitalLink.CANONICAL_BASE + "/").getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** For application identifiers, slashes, padding and a check digit. */
  private static final int ROOM = 24;

  private byte[] bytes;
  private int length;

  /** Takes the application identifiers and {@code source} characters of a URI. */
  CanonicalText(int source) {
    bytes = new byte[BASE.length + ROOM + source];
    System.arraycopy(BASE, 0, bytes, 0, BASE.length);
    length = BASE.length;
  }

  void add(char c) {
    bytes[length++] = (byte) c;
  }

  void add(String s) {
    add(s, 0, s.length());
  }

  /** Copies ASCII characters as they are. */
  void add(String s, int from, int to) {
    for (int i = from; i < to; i++) {
      bytes[length++] = (byte) s.charAt(i);
    }
  }

  /** Adds the check digit of the last {@code count} digits. */
  void addCheckDigit(int count) {
    int sum = 0;
    int weight = 3;
    for (int i = length - 1; i >= length - count; i--) {
      sum += (bytes[i] - '0') * weight;
      weight = 4 - weight;
    }
    add((char) ('0' + (10 - sum % 10) % 10));
  }

  /** Adds a stretch that {@link Scan#text} accepted, in canonical percent-encoding. */
  void recode(String s, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = s.charAt(i);
      boolean escaped = c == '%';
      if (escaped) {
        c = (char) (PercentCoding.hex(s.charAt(i + 1)) << 4 | PercentCoding.hex(s.charAt(i + 2)));
        i += 2;
      }
      if (CharacterSet.literalInCanonical(c)) {
        add(c);
      } else {
        if (!escaped) {
          bytes = Arrays.copyOf(bytes, bytes.length + 2); // rare: three characters for one
        }
        add('%');
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 15];
      }
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}

package org.bricscodes.gs1;

import java.nio.charset.StandardCharsets;

/**
 * A decoded value that remembers where it stood, so that a fault points at the right character.
 *
 * @param text decoded, one character for each raw character or escape
 * @param raw as it was written
 * @param start index of the first raw character in the whole text
 */
record RawValue(String text, String raw, int start) {

  static RawValue plain(String text, int start) {
    return new RawValue(text, text, start);
  }

  /** Where character {@code index} of the decoded text stands in the whole text. */
  int position(int index) {
    int at = 0;
    for (int i = 0; i < index && at < raw.length(); i++) {
      at += text.length() != raw.length() && raw.charAt(at) == '%' ? 3 : 1;
    }
    return start + Math.min(at, raw.length());
  }

  /** The character that begins at {@code index}; escapes are bytes of it where they are UTF-8. */
  int codePoint(int index) {
    int width = escaped(index);
    return width == 0 ? text.codePointAt(index) : utf8(index, width).codePointAt(0);
  }

  /** How many characters of the decoded text {@link #codePoint} takes. */
  int width(int index) {
    int width = escaped(index);
    return width == 0 ? Character.charCount(text.codePointAt(index)) : width;
  }

  /** Over how many escapes one character beyond ASCII is spread that begins here; 0: over none. */
  private int escaped(int index) {
    char first = text.charAt(index);
    if (first < 128 || first > 255 || text.length() == raw.length()) {
      return 0;
    }
    int width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (index + width > text.length()) {
      return 0;
    }
    String read = utf8(index, width);
    boolean one = read.codePointCount(0, read.length()) == 1 && read.charAt(0) != '\uFFFD';
    return one ? width : 0;
  }

  private String utf8(int index, int width) {
    byte[] bytes = text.substring(index, index + width).getBytes(StandardCharsets.ISO_8859_1);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

package org.bricscodes.gs1;

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
}

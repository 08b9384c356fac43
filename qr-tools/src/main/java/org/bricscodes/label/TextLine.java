package org.bricscodes.label;

/**
 * One line on a label.
 *
 * @param text what stands there; where the serial comes, {@link #SERIAL} stands for each of its
 *     characters
 * @param serialAt where the serial begins, or -1 when the line is the same on every label
 */
record TextLine(String text, int serialAt) {

  /** No character of any text: control characters are refused. */
  static final char SERIAL = '\0';

  static TextLine fixed(String text) {
    return new TextLine(text, -1);
  }

  static TextLine withSerial(String before, int serialLength) {
    return new TextLine(before + String.valueOf(SERIAL).repeat(serialLength), before.length());
  }

  boolean isFixed() {
    return serialAt < 0;
  }

  /** Both on one line. */
  TextLine then(TextLine next) {
    int serial = next.isFixed() ? serialAt : text.length() + next.serialAt;
    return new TextLine(text + next.text, serial);
  }
}

package org.bricscodes.api;

/**
 * Text that somebody else wrote, made harmless for a page: bounded, without characters that turn
 * the direction of what stands around it, hide, or are no characters at all. They are shown as
 * signs, so that a reader sees that something was there.
 */
final class ForeignText {

  /** Code points of a name. */
  static final int NAME = 200;

  /** Code points of a sentence. */
  static final int SENTENCE = 500;

  /** Marks above one another; more are a tower over the lines around it. */
  private static final int MAX_MARKS = 4;

  private static final int UNKNOWN = 0xfffd;

  private ForeignText() {}

  static String of(String text, int most) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), 2 * most));
    int taken = 0;
    int marks = 0;
    for (int i = 0; i < text.length() && taken < most; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      marks = isMark(c) ? marks + 1 : 0;
      if (marks <= MAX_MARKS) {
        shown.appendCodePoint(shown(c));
        taken++;
      }
      if (taken == most && i < text.length()) {
        shown.append('…');
      }
    }
    return shown.toString();
  }

  private static int shown(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return ' ';
    }
    if (c < ' ') {
      return 0x2400 + c; // the picture of the control character
    }
    if (c == 0x7f) {
      return 0x2421;
    }
    return isHarmless(c) ? c : UNKNOWN;
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      // Persian and Hindi join and part letters by these two; number signs of Arabic are seen.
      case Character.FORMAT -> c == 0x200c || c == 0x200d || (c >= 0x600 && c <= 0x605);
      default -> true;
    };
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }
}

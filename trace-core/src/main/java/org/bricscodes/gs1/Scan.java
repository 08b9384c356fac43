package org.bricscodes.gs1;

/**
 * Checks on a stretch of text without allocating: the same rules as {@link AiTable}, for the few
 * shapes that EPC keys and their qualifiers have.
 */
final class Scan {

  /** Set in an answer of {@link #text} when the stretch is not in canonical percent-encoding. */
  static final int RECODE = 1 << 16;

  private Scan() {}

  static boolean digits(String s, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = s.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  /** Whether exactly {@code count} digits with a valid check digit begin at {@code from}. */
  static boolean checked(String s, int from, int to, int count) {
    return to - from >= count && digits(s, from, from + count) && CheckDigit.holds(s, from, count);
  }

  /** Piece number and count of AI 8006: 1 to the count. */
  static boolean piece(String s, int from) {
    int piece = number(s, from);
    return digits(s, from, from + 4) && piece >= 1 && piece <= number(s, from + 2);
  }

  private static int number(String s, int from) {
    return (s.charAt(from) - '0') * 10 + s.charAt(from + 1) - '0';
  }

  /**
   * The decoded length of a stretch, 1 to {@code max}, with {@link #RECODE} added when its escapes
   * are not canonical; -1 when it is empty, too long, broken or holds a character not in the set.
   */
  static int text(String s, int from, int to, int max, CharacterSet set) {
    int length = 0;
    int recode = 0;
    for (int i = from; i < to; i++) {
      char c = s.charAt(i);
      if (c == '%') {
        int high = i + 2 < to ? PercentCoding.hex(s.charAt(i + 1)) : -1;
        int low = high < 0 ? -1 : PercentCoding.hex(s.charAt(i + 2));
        if (low < 0) {
          return -1;
        }
        c = (char) (high << 4 | low);
        if (CharacterSet.literalInCanonical(c)
            || lower(s.charAt(i + 1))
            || lower(s.charAt(i + 2))) {
          recode = RECODE;
        }
        i += 2;
      } else if (!CharacterSet.literalInCanonical(c)) {
        recode = RECODE;
      }
      if (!set.has(c)) {
        return -1;
      }
      length++;
    }
    return length == 0 || length > max ? -1 : length | recode;
  }

  private static boolean lower(char hexDigit) {
    return hexDigit >= 'a';
  }
}

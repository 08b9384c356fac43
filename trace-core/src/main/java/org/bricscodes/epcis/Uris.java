package org.bricscodes.epcis;

/** Shape of a URI, RFC 3986: scheme, colon, and only characters that may stand in a URI. */
final class Uris {

  private static final boolean[] ALLOWED = new boolean[128];

  static {
    String marks = "-._~:/?#[]@!$&'()*+,;=%";
    for (int i = 0; i < marks.length(); i++) {
      ALLOWED[marks.charAt(i)] = true;
    }
    for (char c = 0; c < 128; c++) {
      if ((c >= '0' && c <= '9') || isLetter(c)) {
        ALLOWED[c] = true;
      }
    }
  }

  private Uris() {}

  static boolean isValid(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1 || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < colon; i++) {
      char c = text.charAt(i);
      boolean schemeChar =
          isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == '_';
      if (!schemeChar) {
        return false;
      }
    }
    for (int i = colon + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || !ALLOWED[c] || (c == '%' && !isEscape(text, i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0
        && text.charAt(at + 1) < 128
        && text.charAt(at + 2) < 128;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}

package org.bricscodes.api;

/**
 * Words ready to be shown, in which every piece of another direction is isolated (UAX #9): a name
 * in Arabic letters inside a sentence in English must not turn the words around it. Isolates are
 * kept as the characters that Unicode has for them and become {@code <bdi>} on a page.
 *
 * <p>A type of its own, so that text of others gets here through {@link ForeignText} alone: nobody
 * can close an isolate that he did not open.
 *
 * @param text with balanced isolates
 */
record Phrase(String text) {

  private static final char LEFT_TO_RIGHT = '\u2066';
  private static final char FIRST_STRONG = '\u2068';
  private static final char POP = '\u2069';

  /** Our own words, or a library's. */
  static Phrase own(String text) {
    return new Phrase(text);
  }

  /** A name or a sentence that somebody else wrote: in its own direction. */
  static Phrase foreign(String text) {
    return new Phrase(FIRST_STRONG + ForeignText.of(text, ForeignText.SENTENCE) + POP);
  }

  /** A code, an address, a number with a unit: from left to right in every language. */
  static Phrase code(String text) {
    return new Phrase(LEFT_TO_RIGHT + ForeignText.of(text, ForeignText.SENTENCE) + POP);
  }

  /** A number with a sign or a unit, as a library wrote it. */
  static Phrase measure(String text) {
    return new Phrase(LEFT_TO_RIGHT + text + POP);
  }

  /** Fit to stand inside another phrase. */
  Phrase isolated() {
    return isIsolated() ? this : new Phrase(FIRST_STRONG + text + POP);
  }

  /** Without isolates: where the text stands alone. */
  String bare() {
    StringBuilder bare = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isIsolate(c)) {
        bare.append(c);
      }
    }
    return bare.toString();
  }

  /** Escaped for HTML; isolates become elements, so only outside of attributes. */
  static String html(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        case LEFT_TO_RIGHT -> html.append("<bdi dir=\"ltr\">");
        case FIRST_STRONG -> html.append("<bdi>");
        case POP -> html.append("</bdi>");
        default -> html.append(c);
      }
    }
    return html.toString();
  }

  /** Whether the whole of it is one isolate already; several in a row are not. */
  private boolean isIsolated() {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == POP) {
        depth--;
      } else if (isIsolate(c)) {
        depth++;
      }
      if (depth == 0) {
        return i > 0 && i == text.length() - 1;
      }
    }
    return false;
  }

  private static boolean isIsolate(char c) {
    return c == LEFT_TO_RIGHT || c == FIRST_STRONG || c == POP;
  }
}

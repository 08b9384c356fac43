package org.bricscodes.gs1;

import java.util.Locale;

/** Characters that look like those of a code and are others (compare Unicode TR 39). */
final class LookAlikes {

  private static final String FOREIGN = "АВЕЅІЈКМНОРСТУХаеіјорсухѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";
  private static final String LATIN = "ABESIJKMHOPCTYXaeijopcyxsABEZHIKMNOPTYXo";

  private LookAlikes() {}

  /** The Latin letter that a Cyrillic or Greek one looks like, or 0. */
  static char latin(char c) {
    int at = FOREIGN.indexOf(c);
    return at < 0 ? 0 : LATIN.charAt(at);
  }

  /** The digit that a Latin letter looks like, or 0. */
  static char digit(char c) {
    return switch (c) {
      case 'O', 'o', 'Q', 'D' -> '0';
      case 'I', 'l', 'L', 'i', '|' -> '1';
      case 'Z', 'z' -> '2';
      case 'S', 's' -> '5';
      case 'B' -> '8';
      default -> 0;
    };
  }

  /** The character, with its code point when it is not plain ASCII. */
  static String named(int c) {
    String code = String.format(Locale.ROOT, "U+%04X", c);
    if (c > ' ' && c < 127) {
      return Character.toString(c);
    }
    boolean visible = Character.isLetterOrDigit(c) || c > 0x2190;
    int type = Character.getType(c);
    boolean shown = visible && type != Character.FORMAT && type != Character.SURROGATE;
    return shown ? Character.toString(c) + " (" + code + ")" : code;
  }
}

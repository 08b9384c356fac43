package org.bricscodes.epcis;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers as XML Schema spells them ({@code +5}, {@code .5}, {@code 1E3}), spelled as in JSON. */
final class XmlNumbers {

  /** A decimal without exponent may need as many digits as its exponent says. */
  private static final int LONGEST = 512;

  /** Digits that a number in JSON may have here. */
  private static final int MANY = 64;

  private XmlNumbers() {}

  /** The number in JSON's spelling, no digit changed; {@code null} if the text is not a number. */
  static @Nullable String json(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !isAscii(text)) {
      return null;
    }
    if (isJson(text) && text.length() <= MANY) {
      return text;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      boolean many = text.length() > MANY;
      return many ? number.stripTrailingZeros().toString() : number.toString();
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean known = isDigit(c) || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static boolean isJson(String text) {
    int at = text.charAt(0) == '-' ? 1 : 0;
    int whole = digits(text, at);
    if (whole == at || (text.charAt(at) == '0' && whole > at + 1)) {
      return false;
    }
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      int end = digits(text, at + 1);
      if (end == at + 1) {
        return false;
      }
      at = end;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
      int from = at + (signed ? 2 : 1);
      int end = digits(text, from);
      at = end == from ? at : end;
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

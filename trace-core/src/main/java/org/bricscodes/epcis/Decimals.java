package org.bricscodes.epcis;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers written as JSON writes them, within bounds that keep exact arithmetic on them cheap: 64
 * characters, magnitudes from 1e-308 to 1e308.
 */
final class Decimals {

  static final int MAX_LENGTH = 64;
  static final int MAX_EXPONENT = 308;

  /** Digits a canonical number has in plain notation, at most. */
  private static final int MAX_PLAIN = 40;

  private Decimals() {}

  /** The number a text spells; {@code null} if it spells none or is out of bounds. */
  static @Nullable BigDecimal parse(String text) {
    if (text.length() > MAX_LENGTH || !isNumber(text)) {
      return null;
    }
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException e) { // its exponent has more digits than an int
      return null;
    }
  }

  /** {@code null} if it is out of bounds. */
  static @Nullable BigDecimal bounded(BigDecimal value) {
    if (value.signum() == 0) {
      return Math.abs((long) value.scale()) > MAX_EXPONENT ? BigDecimal.ZERO : value;
    }
    long exponent = (long) value.precision() - value.scale();
    return exponent > MAX_EXPONENT || exponent < -MAX_EXPONENT ? null : value;
  }

  /** One text for all ways to write a number. */
  static String canonical(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = value.stripTrailingZeros();
    boolean plain = Math.abs(stripped.scale()) <= MAX_PLAIN;
    return plain ? stripped.toPlainString() : stripped.toString();
  }

  /** The grammar of RFC 8259 §6. */
  private static boolean isNumber(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int end = digits(text, at);
    if (end == at || (text.charAt(at) == '0' && end > at + 1)) {
      return false;
    }
    at = end;
    if (at < text.length() && text.charAt(at) == '.') {
      end = digits(text, at + 1);
      if (end == at + 1) {
        return false;
      }
      at = end;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      end = digits(text, at);
      if (end == at) {
        return false;
      }
      at = end;
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}

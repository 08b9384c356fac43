package org.bricscodes.resolver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Hints for links that were typed or retyped: letters of another alphabet that look like Latin
 * ones, full-width digits, spaces, text that was percent-encoded twice, a path in capitals. Nothing
 * is folded: a hint says what the sender may have meant.
 */
public final class LookAlikes {

  /** Hints for one path, at most. */
  static final int MAX_HINTS = 10;

  private static final String FOREIGN = "АВЕКМНОРСТУХаеорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
  private static final String LATIN = "ABEKMHOPCTYXaeopcyxABEZHIKMNOPTYX";

  private LookAlikes() {}

  /** What may be meant by what is odd in a raw path; empty if nothing is odd. */
  public static List<String> hints(String rawPath) {
    List<String> hints = new ArrayList<>();
    String path = decoded(rawPath);
    path.codePoints()
        .distinct()
        .filter(c -> c > '~' || c <= ' ')
        .limit(MAX_HINTS)
        .forEach(c -> hints.add(hint(c)));
    if (rawPath.toLowerCase(Locale.ROOT).contains("%25")) {
      hints.add("%25 is a percent sign: was the path percent-encoded twice?");
    }
    return hints;
  }

  private static String hint(int c) {
    String name = Character.getName(c);
    String what = "U+%04X %s".formatted(c, name == null ? "" : name).strip();
    int at = c > 0xFFFF ? -1 : FOREIGN.indexOf(c);
    if (at >= 0) {
      return what + " looks like the Latin letter " + LATIN.charAt(at);
    }
    if (c >= 0xFF01 && c <= 0xFF5E) {
      return what + " is the full-width form of " + (char) (c - 0xFEE0);
    }
    if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
      return what + ": there are no spaces in a product code";
    }
    if (Character.getType(c) == Character.FORMAT) {
      return what + " cannot be seen; it may have been copied along";
    }
    int digit = Character.digit(c, 10);
    return digit >= 0
        ? what + " is the digit " + digit + " of another script"
        : what + " does not occur in product codes";
  }

  /** Escapes read as UTF-8, as far as they can be. */
  private static String decoded(String raw) {
    byte[] bytes = new byte[raw.length() * 3];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean escape =
          c == '%'
              && i + 2 < raw.length()
              && HexFormat.isHexDigit(raw.charAt(i + 1))
              && HexFormat.isHexDigit(raw.charAt(i + 2));
      if (escape) {
        bytes[length++] = (byte) HexFormat.fromHexDigits(raw, i + 1, i + 3);
        i += 2;
      } else {
        byte[] plain = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(plain, 0, bytes, length, plain.length);
        length += plain.length;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}

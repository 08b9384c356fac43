package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.time.Instant;
import org.bricscodes.gs1.Gs1Uri;

/** How single values are spelled in the text that is hashed (CBV 2.0 §8.9.2, rules on values). */
final class HashText {

  /** A number in a string may name more digits than anyone will write out; such a one is text. */
  private static final int MAX_PLAIN_DIGITS = 1_000;

  private HashText() {}

  /** UTC, three decimals, the fourth rounded half up. */
  static void time(Utf8Buffer out, Instant time) {
    int tenthMillis = time.getNano() / 100_000;
    int millis = (tenthMillis + 5) / 10;
    long second = time.getEpochSecond() + millis / 1000;
    StringBuilder text = new StringBuilder(24);
    Rfc3339.append(text, second, millis % 1000);
    out.append(text.toString());
  }

  /** CURIEs of the standard expand; those with the user's own prefixes stay as written. */
  static String ref(UriRef ref) {
    if (ref.form() != UriRef.Form.CURIE) {
      return ref.canonical();
    }
    String canonical = ref.canonical();
    boolean standard =
        canonical.startsWith("https://ref.gs1.org/") || canonical.startsWith("https://id.gs1.org/");
    return standard ? canonical : ref.written();
  }

  static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** A text that is no name in the model: trimmed; numbers, GS1 and CBV names made canonical. */
  static String text(String raw) {
    String text = raw.strip();
    if (text.isEmpty()) {
      return text;
    }
    char first = text.charAt(0);
    if (first == 'u' || first == 'h' || first == 'g' || first == 'c' || first == 'e') {
      return name(text);
    }
    return isNumeric(text) ? number(text) : text;
  }

  private static String name(String text) {
    if (text.startsWith("gs1:")) {
      return Vocabulary.GS1_VOC + text.substring(4);
    }
    if (text.startsWith("cbv:")) {
      return Vocabulary.CBV + text.substring(4);
    }
    if (text.startsWith("epcis:")) {
      return "https://ref.gs1.org/epcis/" + text.substring(6);
    }
    if (text.startsWith("urn:epcglobal:cbv:")) {
      return cbv(text);
    }
    return Gs1Uri.canonical(text);
  }

  private static String cbv(String urn) {
    for (Vocabulary vocabulary : Vocabulary.values()) {
      String canonical = vocabulary.canonicalUrn(urn);
      if (!canonical.equals(urn)) {
        return canonical;
      }
    }
    return urn;
  }

  /** Optional sign, digits with at most one point, optional exponent; ASCII only. */
  private static boolean isNumeric(String text) {
    int at = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
    int whole = digitsEnd(text, at);
    int digits = whole - at;
    int end = whole;
    if (whole < text.length() && text.charAt(whole) == '.') {
      end = digitsEnd(text, whole + 1);
      digits += end - whole - 1;
    }
    if (digits == 0 || digits > MAX_PLAIN_DIGITS) {
      return false;
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int sign = end + 1;
      boolean signed =
          sign < text.length() && (text.charAt(sign) == '+' || text.charAt(sign) == '-');
      int exponent = signed ? sign + 1 : sign;
      end = digitsEnd(text, exponent);
      return end == text.length() && end > exponent && end - exponent <= 4;
    }
    return end == text.length();
  }

  private static int digitsEnd(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static String number(String text) {
    BigDecimal value = new BigDecimal(text);
    boolean writable = Math.abs((long) value.scale()) + value.precision() <= 2 * MAX_PLAIN_DIGITS;
    return writable ? decimal(value) : text;
  }
}

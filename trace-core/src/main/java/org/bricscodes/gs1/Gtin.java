package org.bricscodes.gs1;

import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/**
 * A Global Trade Item Number, always as its 14 digits with a valid check digit (GTIN-8, -12 and -13
 * are the same number with leading zeros).
 *
 * @param digits 14 digits
 */
public record Gtin(String digits) implements Identifier, Comparable<Gtin> {

  private static final String PADDING = "000000";

  public Gtin {
    AiTable.check("01", digits);
  }

  /**
   * Reads a GTIN-8, -12, -13 or -14: 8, 12, 13 or 14 digits, nothing else.
   *
   * @throws Gs1Exception naming the wrong length, every foreign character, or the expected check
   *     digit
   */
  public static Gtin parse(String text) {
    int length = text.length();
    if (length != 8 && length != 12 && length != 13 && length != 14) {
      throw Faults.one(Reason.LENGTH, "gtin", 0, text, "8, 12, 13 or 14 digits");
    }
    return new Gtin(PADDING.substring(0, 14 - length) + text);
  }

  /** Completes 7, 11, 12 or 13 digits with their check digit. */
  public static Gtin withCheckDigit(String body) {
    int length = body.length();
    if (length != 7 && length != 11 && length != 12 && length != 13) {
      throw Faults.one(
          Reason.LENGTH, "gtin", 0, body, "7, 11, 12 or 13 digits without the check digit");
    }
    for (int i = 0; i < length; i++) {
      if (body.charAt(i) < '0' || body.charAt(i) > '9') {
        throw Faults.one(Reason.CHARACTER, "gtin", i, body.substring(i, i + 1), "a digit 0-9");
      }
    }
    return parse(body + CheckDigit.of(body, 0, length));
  }

  @Override
  public List<Element> elements() {
    return List.of(new Element("01", digits));
  }

  @Override
  public int compareTo(Gtin other) {
    return digits.compareTo(other.digits);
  }

  /** The 14 digits. */
  @Override
  public String toString() {
    return digits;
  }
}

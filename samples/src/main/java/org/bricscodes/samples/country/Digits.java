package org.bricscodes.samples.country;

import java.util.Locale;

/** GS1 numbers of this country's companies, each under a prefix of the range kept for examples. */
final class Digits {

  private static final int FIRST_COMPANY = 50_000;

  private Digits() {}

  /** Eight digits: 952, which GS1 keeps for examples, and the company's own. */
  static String prefix(int company) {
    return "952" + (FIRST_COMPANY + company);
  }

  /** A party or place of a company, 13 digits. */
  static String gln(int company, int reference) {
    return withCheck(prefix(company) + pad(reference, 4));
  }

  /** A trade item of a company, 14 digits. */
  static String gtin(int company, int item) {
    return withCheck("0" + prefix(company) + pad(item, 4));
  }

  /** A logistic unit of a company, 18 digits: nine thousand million of them, none twice. */
  static String sscc(int company, long unit) {
    return withCheck(unit / 100_000_000 + prefix(company) + pad(unit % 100_000_000, 8));
  }

  static String pad(long number, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "d", number);
  }

  /** GS1 General Specifications §7.9: weights 3 and 1 from the right. */
  static String withCheck(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int weight = (body.length() - i) % 2 == 1 ? 3 : 1;
      sum += weight * (body.charAt(i) - '0');
    }
    return body + (10 - sum % 10) % 10;
  }
}

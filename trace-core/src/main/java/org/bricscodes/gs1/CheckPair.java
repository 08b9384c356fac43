package org.bricscodes.gs1;

/** The two check characters of a global model number (GS1 General Specifications, 7.9.5). */
final class CheckPair {

  private static final String VALUES =
      "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  private static final String PAIR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int[] WEIGHTS = {
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83
  };
  private static final int MODULUS = 1021;

  private CheckPair() {}

  /** What would be right, or an empty string when the last two characters check the others. */
  static String fault(String text) {
    int body = text.length() - 2;
    if (body < 1) {
      return "at least one character and its two check characters";
    }
    String pair = of(text.substring(0, body));
    return text.endsWith(pair) ? "" : "check characters " + pair;
  }

  /** The check characters of up to 23 characters: weights are primes, ascending from the right. */
  static String of(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      sum += VALUES.indexOf(body.charAt(i)) * WEIGHTS[body.length() - 1 - i];
    }
    int rest = sum % MODULUS;
    return "" + PAIR.charAt(rest >> 5) + PAIR.charAt(rest & 31);
  }
}

package org.bricscodes.gs1;

/** The mod-10 check digit: weights 3 and 1 from the right (GS1 General Specifications, 7.9). */
final class CheckDigit {

  private CheckDigit() {}

  /** The check digit of {@code count} digits of {@code text} from {@code from}, as a character. */
  static char of(CharSequence text, int from, int count) {
    int sum = 0;
    int weight = 3;
    for (int i = from + count - 1; i >= from; i--) {
      sum += (text.charAt(i) - '0') * weight;
      weight = 4 - weight;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  /** Whether the last of {@code count} digits is the check digit of those before it. */
  static boolean holds(CharSequence text, int from, int count) {
    return of(text, from, count - 1) == text.charAt(from + count - 1);
  }
}

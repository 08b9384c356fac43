package org.bricscodes.scans;

import org.jspecify.annotations.Nullable;

/**
 * Roughly where a look-up came from.
 *
 * @param country ISO 3166-1, two capital letters
 * @param cell null where only the country is known
 */
public record Place(String country, @Nullable Cell cell) {

  public Place {
    if (!isCountry(country)) {
      throw new IllegalArgumentException("a country is two capital letters, found " + country);
    }
  }

  /** Whether the text has the shape of a country code. */
  public static boolean isCountry(String text) {
    return text.length() == 2 && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
  }

  private static boolean isCapital(char letter) {
    return letter >= 'A' && letter <= 'Z';
  }
}

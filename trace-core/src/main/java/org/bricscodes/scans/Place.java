package org.bricscodes.scans;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Roughly where a look-up came from.
 *
 * @param country ISO 3166-1, two capital letters
 * @param cell null where only the country is known
 */
public record Place(String country, @Nullable Cell cell) {

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  public Place {
    if (!isCountry(country)) {
      throw new IllegalArgumentException("a country is two capital letters, found " + country);
    }
  }

  /** Whether the text has the shape of a country code. */
  public static boolean isCountry(String text) {
    return COUNTRY.matcher(text).matches();
  }
}

package org.bricscodes.codes;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose codes an alias is one of: a name of ours, or a country and what its codes are called there.
 *
 * @param name {@code sgtin}, {@code chestny-znak}, {@code bid}, {@code hs}, or such as {@code
 *     cn-ecode}, {@code ru-tnved}, {@code in-fssai}
 */
public record AliasScheme(String name) {

  // First: the constants below are checked against them.
  private static final Set<String> OURS = Set.of("sgtin", "chestny-znak", "bid", "hs");
  private static final Pattern NATIONAL = Pattern.compile("[a-z]{2}-[a-z0-9][a-z0-9-]{0,29}");

  /** Serials that the brand owner made itself: GTIN and serial, as a link or element string. */
  public static final AliasScheme SGTIN = new AliasScheme("sgtin");

  /** Codes of Честный ЗНАК, whole: GTIN, serial and the operator's crypto tail. */
  public static final AliasScheme CHESTNY_ZNAK = new AliasScheme("chestny-znak");

  /** Identifiers of the Xinghuo network: {@code did:bid:…}. */
  public static final AliasScheme BID = new AliasScheme("bid");

  /** Headings of the Harmonized System: 2 to 10 digits; the longer, the finer. */
  public static final AliasScheme HS = new AliasScheme("hs");

  public AliasScheme {
    if (!OURS.contains(name)
        && !(NATIONAL.matcher(name).matches() && OrderFaults.isCountry(name.substring(0, 2)))) {
      throw new IllegalArgumentException(
          "must be sgtin, chestny-znak, bid, hs, or a country and a name such as cn-ecode");
    }
  }

  /** Whether its codes name one item each, by GTIN and serial. */
  boolean namesItems() {
    return equals(SGTIN) || equals(CHESTNY_ZNAK);
  }

  /** Whether one code of it belongs to one owner, and names one thing. */
  boolean isExclusive() {
    return namesItems() || equals(BID);
  }

  @Override
  public String toString() {
    return name;
  }
}

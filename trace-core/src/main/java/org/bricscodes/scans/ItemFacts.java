package org.bricscodes.scans;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of an item at the time it is looked up.
 *
 * @param stage where it stood
 * @param since since when; null as issued
 * @param markets countries it is meant for, at most {@value #MAX_MARKETS}, in order; empty: any
 * @param expiry its last day
 * @param exposed whether the key its code was made with is known to be in wrong hands
 * @param activated when the code under the seal was first accepted; null: never
 */
public record ItemFacts(
    Stage stage,
    @Nullable Instant since,
    List<String> markets,
    @Nullable LocalDate expiry,
    Exposure exposed,
    @Nullable Instant activated) {

  public static final int MAX_MARKETS = 250;

  /** An item nothing particular is known of. */
  public static final ItemFacts PLAIN =
      new ItemFacts(Stage.ACTIVE, null, List.of(), null, Exposure.NONE, null);

  /** What is known of the key a code was made with. */
  public enum Exposure {
    NONE,
    /** Somebody else may make codes that pass. */
    COMPROMISED
  }

  public ItemFacts {
    markets = markets.size() < 2 ? List.copyOf(markets) : sorted(markets);
    if (markets.size() > MAX_MARKETS || !markets.stream().allMatch(Place::isCountry)) {
      throw new IllegalArgumentException(
          "markets are at most 250 countries of two capital letters, found " + markets);
    }
  }

  private static List<String> sorted(List<String> markets) {
    return markets.stream().distinct().sorted().toList();
  }

  /** The same at another stage. */
  public ItemFacts at(Stage next, @Nullable Instant from) {
    return new ItemFacts(next, from, markets, expiry, exposed, activated);
  }

  /** The same, for these markets. */
  public ItemFacts in(Set<String> countries) {
    return new ItemFacts(stage, since, List.copyOf(countries), expiry, exposed, activated);
  }
}

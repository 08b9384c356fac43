package org.bricscodes.scans;

import java.util.List;
import java.util.Optional;

/**
 * The rules with their thresholds and weights: data, read by {@link RulesFile}. Immutable; any
 * thread.
 */
public final class Rules {

  private final int careFrom;
  private final int warningFrom;
  private final List<ItemRule> items;
  private final Optional<LotBurst> lots;
  private final Optional<GuessBurst> guesses;

  /**
   * @param careFrom weight from which the page tells to take care
   * @param warningFrom weight from which it warns
   */
  Rules(
      int careFrom,
      int warningFrom,
      List<ItemRule> items,
      Optional<LotBurst> lots,
      Optional<GuessBurst> guesses) {
    this.careFrom = careFrom;
    this.warningFrom = warningFrom;
    this.items = List.copyOf(items);
    this.lots = lots;
    this.guesses = guesses;
  }

  /** Those that come with this version. */
  public static Rules standard() {
    return RulesFile.standard();
  }

  /** Every rule that holds of one item. */
  public List<Hit> hits(ItemHistory history) {
    return findings(history).stream().map(Finding::hit).toList();
  }

  /** Visits without which a rule that holds would not, or not as much. */
  List<Visit> holding(ItemHistory history) {
    return findings(history).stream().flatMap(finding -> finding.by().get().stream()).toList();
  }

  /** What they say together. */
  public Assessment assess(ItemHistory history) {
    return Assessment.of(findings(history), careFrom, warningFrom);
  }

  private List<Finding> findings(ItemHistory history) {
    return items.stream().flatMap(rule -> rule.check(history).stream()).toList();
  }

  /** Whether an item counts among those of its lot that are in several hands. */
  boolean isWide(List<Hit> hits) {
    return hits.stream()
        .anyMatch(
            hit ->
                switch (hit.rule()) {
                  case IMPOSSIBLE_TRAVEL, SCATTERED, MANY_VISITORS -> true;
                  case OUT_OF_MARKET,
                      AFTER_SOLD,
                      AFTER_VOID,
                      AFTER_RECALL,
                      AFTER_EXPIRY,
                      BEFORE_APPLIED,
                      INNER_BEFORE_OUTER,
                      COMPROMISED_EPOCH,
                      LOT_BURST,
                      GUESS_BURST ->
                      false;
                });
  }

  Optional<Hit> lot(LotCount count) {
    return lots.flatMap(rule -> rule.check(count));
  }

  Optional<GuessBurst.Watch> watch() {
    return guesses.map(rule -> rule.new Watch());
  }
}

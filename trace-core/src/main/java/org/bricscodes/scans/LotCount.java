package org.bricscodes.scans;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often the items of a lot were looked up. May lack, after a crash, the looks that were being
 * recorded then.
 *
 * @param owner the party whose codes they are
 * @param items looked up at least once
 * @param visits to all of them
 * @param wide items that several people looked up, far from each other or many
 * @param countries visits by country, at most {@value #MAX_COUNTRIES}; the rest is not told apart
 */
public record LotCount(
    String lot,
    String owner,
    long items,
    long visits,
    long wide,
    Instant first,
    Instant last,
    Map<String, Long> countries) {

  static final int MAX_COUNTRIES = 300;

  public LotCount {
    countries = Collections.unmodifiableMap(new TreeMap<>(countries));
  }

  static LotCount none(String lot, Change first) {
    Instant at = first.at;
    return new LotCount(lot, first.owner, 0, 0, 0, at, at, Map.of());
  }

  LotCount plus(Change change) {
    Map<String, Long> places = new TreeMap<>(countries);
    change.countries.forEach(
        (country, count) -> {
          if (places.containsKey(country) || places.size() < MAX_COUNTRIES) {
            places.merge(country, count, Long::sum);
          }
        });
    return new LotCount(
        lot,
        owner,
        items + change.items,
        visits + change.visits,
        wide + change.wide,
        first.isBefore(change.at) ? first : change.at,
        last.isAfter(change.at) ? last : change.at,
        places);
  }

  /**
   * What some looks add.
   *
   * @param owner whose items they were
   */
  record Change(
      String owner, long items, long visits, long wide, Instant at, Map<String, Long> countries) {

    Change plus(Change other) {
      Map<String, Long> places = new TreeMap<>(countries);
      other.countries.forEach((country, count) -> places.merge(country, count, Long::sum));
      return new Change(
          owner,
          items + other.items,
          visits + other.visits,
          wide + other.wide,
          at.isAfter(other.at) ? at : other.at,
          places);
    }
  }
}

package org.bricscodes.scans;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stays of an item's history when its visits are gone.
 *
 * @param owner the party whose code it is
 * @param first when it was first looked up; kept for good
 * @param firstCountry from where, if that was known
 * @param visits how many there ever were
 * @param spread whether the lot's count of items in several hands has this one
 * @param alarmed rule → the last day, since 1970, on which it raised an alarm about this item
 */
record ItemSummary(
    String owner,
    String lot,
    Instant first,
    @Nullable String firstCountry,
    long visits,
    Spread spread,
    Map<RuleName, Long> alarmed) {

  /** Whether an item is counted among those that several people looked up. */
  enum Spread {
    NARROW,
    WIDE
  }

  ItemSummary {
    alarmed = Map.copyOf(alarmed);
  }

  ItemSummary withVisits(long count) {
    return new ItemSummary(owner, lot, first, firstCountry, count, spread, alarmed);
  }

  ItemSummary wide() {
    return new ItemSummary(owner, lot, first, firstCountry, visits, Spread.WIDE, alarmed);
  }

  ItemSummary alarmed(RuleName rule, long day) {
    Map<RuleName, Long> days = new EnumMap<>(RuleName.class);
    days.putAll(alarmed);
    days.put(rule, day);
    return new ItemSummary(owner, lot, first, firstCountry, visits, spread, days);
  }
}

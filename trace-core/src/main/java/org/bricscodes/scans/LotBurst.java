package org.bricscodes.scans;

import java.util.Map;
import java.util.Optional;

/**
 * Of the items of a lot that were looked up, so many are in several hands that chance does not
 * explain it: copies of many items show in the lot before they show in any one item.
 *
 * @param expectedPercent of looked-up items that are so without copies
 * @param least items in several hands before anything is said
 * @param sigmas how far above the expected number, in its standard deviations
 */
record LotBurst(int weight, int expectedPercent, int least, int sigmas) {

  Optional<Hit> check(LotCount lot) {
    double expected = lot.items() * expectedPercent / 100.0;
    double bound = expected + sigmas * Math.sqrt(expected);
    if (lot.wide() < least || lot.wide() <= bound) {
      return Optional.empty();
    }
    return Optional.of(
        new Hit(
            RuleName.LOT_BURST,
            weight,
            lot.last(),
            Map.of(
                "items", String.valueOf(lot.items()),
                "wide", String.valueOf(lot.wide()),
                "expected", String.valueOf(Math.round(expected)),
                "visits", String.valueOf(lot.visits()))));
  }
}

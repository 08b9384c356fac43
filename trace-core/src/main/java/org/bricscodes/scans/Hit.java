package org.bricscodes.scans;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule that holds, with what it saw.
 *
 * @param weight 0 to 100: 0 is told to the owner alone, 100 suffices for a warning by itself
 * @param at the latest visit that made it hold
 * @param facts when, where and how many, for programs and for the sentences of the page
 */
public record Hit(RuleName rule, int weight, Instant at, Map<String, String> facts) {

  public Hit {
    if (weight < 0 || weight > 100) {
      throw new IllegalArgumentException("a weight is 0 to 100, found " + weight);
    }
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }
}

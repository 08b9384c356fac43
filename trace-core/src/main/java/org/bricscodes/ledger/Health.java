package org.bricscodes.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a ledger is.
 *
 * @param detail one sentence for the operator; never a secret
 * @param measures whole numbers by name, such as {@code height}, {@code lag-ms}, {@code pending},
 *     {@code balance}, {@code clock-skew-ms}; which ones there are depends on the ledger
 */
public record Health(Status status, String detail, SortedMap<String, Long> measures) {

  /** Whether anchors can be expected to go through. */
  public enum Status {
    READY,
    /** It works, and something needs attention soon. */
    DEGRADED,
    /** Nothing can be read or written. */
    UNREACHABLE
  }

  public Health {
    measures = Collections.unmodifiableSortedMap(new TreeMap<>(measures));
  }

  public static Health ready(String detail, Map<String, Long> measures) {
    return new Health(Status.READY, detail, new TreeMap<>(measures));
  }

  public static Health unreachable(String detail) {
    return new Health(Status.UNREACHABLE, detail, new TreeMap<>());
  }
}

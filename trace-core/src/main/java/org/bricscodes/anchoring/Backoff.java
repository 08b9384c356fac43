package org.bricscodes.anchoring;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Doubling, bounded, and spread over its upper half so that loops do not march in step. */
record Backoff(AnchorPolicy policy, RandomGenerator random) {

  private static final int MAX_DOUBLINGS = 20;

  /** How long to wait after so many tries in a row that brought nothing. */
  Duration after(int tries) {
    Duration doubled = policy.minBackoff().multipliedBy(1L << Math.min(tries, MAX_DOUBLINGS));
    Duration full = doubled.compareTo(policy.maxBackoff()) < 0 ? doubled : policy.maxBackoff();
    long half = Math.max(1, full.toMillis() / 2);
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }
}

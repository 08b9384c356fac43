package org.bricscodes.ledger.evm;

import java.time.Duration;

/** When a call has to be back. */
record Deadline(long atNanos) {

  private static final Duration LONGEST = Duration.ofDays(1);

  static Deadline in(Duration within) {
    Duration bounded = within.compareTo(LONGEST) < 0 ? within : LONGEST;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  /** What is left, at most {@code most}; zero or less when it has passed. */
  Duration left(Duration most) {
    Duration left = Duration.ofNanos(atNanos - System.nanoTime());
    return left.compareTo(most) < 0 ? left : most;
  }

  boolean passed() {
    return atNanos - System.nanoTime() <= 0;
  }
}

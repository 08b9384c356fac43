package org.bricscodes.ledger.xinghuo;

import java.time.Duration;

/** When a call has to be back, on the machine's own steady clock. */
record Deadline(long nanos) {

  static Deadline after(Duration within) {
    long nanos;
    try {
      nanos = within.toNanos();
    } catch (ArithmeticException e) {
      nanos = Long.MAX_VALUE / 4; // as good as never
    }
    return new Deadline(System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 4));
  }

  /** What is left; never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  boolean over() {
    return nanos - System.nanoTime() <= 0;
  }

  /**
   * A deadline within this one: the {@code parts}-th part of what is left, at most {@code most}.
   */
  Deadline part(int parts, Duration most) {
    Duration share = left().dividedBy(parts);
    return after(share.compareTo(most) < 0 ? share : most);
  }
}

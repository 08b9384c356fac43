package org.bricscodes.query;

/** How much one call may still do: index steps and events looked at. Not thread-safe. */
final class Work {

  private long left;

  Work(long units) {
    left = units;
  }

  /** Takes {@code units}; false when they are no longer there. */
  boolean take(long units) {
    left -= units;
    return left >= 0;
  }
}

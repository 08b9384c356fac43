package org.bricscodes.samples.load;

import java.time.Duration;

/**
 * When requests are due: one every so often, whether the last was answered or not.
 *
 * @param perSecond requests a second
 * @param time how long
 */
record Schedule(double perSecond, Duration time) {

  static final double MAX_PER_SECOND = 200_000;
  static final Duration MAX_TIME = Duration.ofHours(24);

  Schedule {
    if (!(perSecond > 0 && perSecond <= MAX_PER_SECOND)) {
      throw new IllegalArgumentException(
          "a rate must be above 0 and at most 200000 a second, found " + perSecond);
    }
    if (time.isNegative() || time.isZero() || time.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException("a run must last up to a day, found " + time);
    }
  }

  /** How many requests. */
  long requests() {
    return Math.max(1, Math.round(perSecond * time.toNanos() / 1e9));
  }

  /** When one is due, from the start. */
  long dueNanos(long request) {
    return Math.round(request / perSecond * 1e9);
  }
}

package org.bricscodes.tlog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * So many requests a day, an hour's worth of them at once. Kept in memory; used under a lock of its
 * owner.
 */
final class RequestRate {

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long HOURS = 24;

  private final long perDay;
  private final InstantSource clock;

  /** A request costs a day's milliseconds, and every millisecond brings {@link #perDay}. */
  private final long most;

  private long credit;
  private Instant counted;

  RequestRate(int perDay, InstantSource clock) {
    this.perDay = perDay;
    this.clock = clock;
    this.most = Math.max(1, perDay / HOURS) * DAY;
    this.credit = most;
    this.counted = clock.instant();
  }

  /** 0 if a request may go on now, which is then counted; else how long to wait. */
  long secondsToWait() {
    Instant now = clock.instant();
    long millis = Math.clamp(Duration.between(counted, now).toMillis(), 0, DAY);
    counted = now;
    credit = Math.min(most, credit + millis * perDay);
    if (credit >= DAY) {
      credit -= DAY;
      return 0;
    }
    return Math.ceilDiv(Math.ceilDiv(DAY - credit, perDay), 1000);
  }
}

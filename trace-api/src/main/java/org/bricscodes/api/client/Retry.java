package org.bricscodes.api.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * When to try again: after a pause that doubles from 50 milliseconds to five seconds, or as long as
 * the service asks for up to a minute, until the patience is used up. A broken connection is tried
 * three times more; a service that is not there will not be there a second later.
 */
final class Retry {

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(1);

  private static final int MAX_BROKEN = 3;

  private final long deadlineNanos;
  private Duration next = FIRST;
  private int broken;

  Retry(Duration patience) {
    this.deadlineNanos = System.nanoTime() + patience.toNanos();
  }

  /** As {@link #pause}, after a connection that broke. */
  boolean pauseAfterBreak() {
    return ++broken <= MAX_BROKEN && pause(Duration.ZERO);
  }

  /**
   * Pauses.
   *
   * @param asked how long the service wants to be left alone
   * @return false at once if the patience would be over by then
   * @throws ApiFailure if the thread is interrupted
   */
  boolean pause(Duration asked) {
    Duration bounded = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    Duration pause = bounded.compareTo(next) > 0 ? bounded : next;
    long wake = System.nanoTime() + pause.toNanos();
    if (wake - deadlineNanos > 0) {
      return false;
    }
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    for (long left = wake - System.nanoTime(); left > 0; left = wake - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw ApiFailure.interrupted(new InterruptedException());
      }
      LockSupport.parkNanos(left);
    }
    return true;
  }
}

package org.bricscodes.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long the service waits for others.
 *
 * @param reading a reader must take {@value Pieces#SLICE_BYTES} bytes of an answer, or a message of
 *     a stream, within this; one that does not is cut off
 * @param notice how long {@code /ready} says that it stops, and everything is answered as before,
 *     until no more connections are taken: for load balancers to look elsewhere
 * @param drain how long requests under way may take then, at most
 */
public record Timing(Duration reading, Duration notice, Duration drain) {

  /** Thirty seconds for readers, no notice, ten seconds to finish. */
  public static final Timing STANDARD =
      new Timing(Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(10));

  public Timing {
    if (reading.toMillis() < 100 || reading.toMinutes() > 60) {
      throw new IllegalArgumentException("readers have 100ms to 1h, found " + reading);
    }
    if (notice.isNegative() || notice.toMinutes() > 10) {
      throw new IllegalArgumentException("the notice of a stop is 0s to 10m, found " + notice);
    }
    if (drain.toMillis() < 100 || drain.toMinutes() > 10) {
      throw new IllegalArgumentException("what is under way has 100ms to 10m, found " + drain);
    }
  }

  /** Waits for as long as notice is given; an interrupt cuts that short and is not lost. */
  void giveNotice() {
    try {
      TimeUnit.NANOSECONDS.sleep(notice.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

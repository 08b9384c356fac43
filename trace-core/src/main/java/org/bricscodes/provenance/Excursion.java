package org.bricscodes.provenance;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time in which goods were beyond a limit.
 *
 * @param peak the temperature farthest beyond the limit
 * @param exact false where a device told only the extremes of a longer time: it was beyond the
 *     limit at most as long as this
 */
public record Excursion(Side side, Instant from, Instant to, double peak, boolean exact) {

  /** Which limit. */
  public enum Side {
    ABOVE,
    BELOW
  }

  public Duration length() {
    return Duration.between(from, to);
  }
}

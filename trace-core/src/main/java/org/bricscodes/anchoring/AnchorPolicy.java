package org.bricscodes.anchoring;

import java.time.Duration;

/**
 * How hard a loop works for one ledger.
 *
 * @param every the least time between two new anchors
 * @param poll how often open attempts and the newest checkpoint are looked at
 * @param stuckAfter how long an attempt may wait before a newer checkpoint takes its place
 * @param callTimeout of each ledger call
 * @param minBackoff after the first try that brought nothing; doubles with each further one
 * @param maxBackoff its bound
 * @param lease how long another process stays away after we last renewed ours; several times {@code
 *     callTimeout}
 */
public record AnchorPolicy(
    Duration every,
    Duration poll,
    Duration stuckAfter,
    Duration callTimeout,
    Duration minBackoff,
    Duration maxBackoff,
    Duration lease) {

  public AnchorPolicy {
    if (!positive(poll) || !positive(callTimeout) || !positive(minBackoff) || every.isNegative()) {
      throw new IllegalArgumentException("poll, callTimeout and minBackoff are positive");
    }
    if (maxBackoff.compareTo(minBackoff) < 0 || lease.compareTo(callTimeout.multipliedBy(4)) < 0) {
      throw new IllegalArgumentException(
          "maxBackoff is at least minBackoff, lease at least four times callTimeout");
    }
  }

  /** For a ledger on the same machine: an anchor each ten seconds, if there is anything new. */
  public static AnchorPolicy local() {
    return new AnchorPolicy(
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2));
  }

  /** For a ledger far away: an anchor a minute, if there is anything new. */
  public static AnchorPolicy remote() {
    return new AnchorPolicy(
        Duration.ofMinutes(1),
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(5));
  }

  private static boolean positive(Duration d) {
    return !d.isNegative() && !d.isZero();
  }
}

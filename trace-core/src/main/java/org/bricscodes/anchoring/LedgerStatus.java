package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.Optional;

/**
 * How one ledger stands behind the log, as it is stored.
 *
 * @param finalSize of the log at the largest final anchor; 0 without one
 * @param finalAt when we saw it final, by our own clock
 * @param behindSince since when the log is larger than that, as far as was seen; empty if it is not
 * @param open transactions that carry anchors and are under way
 * @param tally what it took so far
 * @param events how recording single events goes; empty where it never was on
 */
public record LedgerStatus(
    long finalSize,
    Optional<Instant> finalAt,
    Optional<Instant> behindSince,
    int open,
    Tally tally,
    Optional<EventStatus> events) {

  /**
   * How recording single events goes.
   *
   * @param next index of the next entry to be carried to the ledger
   * @param recorded entries that are final
   * @param open transactions under way
   * @param tally what it took so far
   */
  public record EventStatus(long next, long recorded, int open, Tally tally) {}
}

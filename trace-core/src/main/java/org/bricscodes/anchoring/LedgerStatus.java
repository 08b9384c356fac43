package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.Optional;
import org.bricscodes.ledger.Fault;

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
   * @param trouble why the last try did not succeed, or what was executed without effect
   */
  public record EventStatus(
      long next, long recorded, int open, Tally tally, Optional<EventTrouble> trouble) {}

  /**
   * What keeps an entry from the ledger.
   *
   * @param index of the entry
   * @param reason the fault in a sentence, for operators: it may name nodes and balances
   */
  public record EventTrouble(long index, Fault fault, String reason, Instant at, Outlook outlook) {}

  /** What becomes of an entry in trouble. */
  public enum Outlook {
    /** It is tried again. */
    RETRIED,
    /** It was executed without effect too often; nothing is recorded until the next start. */
    STOPPED
  }
}

package org.bricscodes.ledger.directory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.PledgeAnswer;
import org.bricscodes.ledger.PledgeBook;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.PledgeState;

/**
 * The pledges in the second log, a pure function of its dated entries. The ledger's time is its
 * machine's clock, except that it never goes back behind an entry.
 */
final class Pledges {

  /** The one who writes here is whoever holds the second log's key. */
  private static final String SIGNER = "";

  private final InstantSource clock;
  private final PledgeBook book = new PledgeBook();
  private final Map<PledgeChange, Long> entries = new HashMap<>();
  private Instant latest = Instant.EPOCH;

  Pledges(InstantSource clock) {
    this.clock = clock;
  }

  /** The ledger's time: whole seconds, not before the newest entry. */
  Instant now() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return now.isBefore(latest) ? latest : now;
  }

  Optional<Fault> refusal(PledgeChange change) {
    return book.refusal(change, SIGNER, now());
  }

  /**
   * Takes over an entry of the log.
   *
   * @throws IllegalStateException if the entry breaks the rules or goes back in time
   */
  void add(PledgeChange change, Instant at, long entry) {
    if (at.isBefore(latest)) {
      throw new IllegalStateException(
          "entry " + entry + " is dated before one that stands earlier");
    }
    book.apply(change, SIGNER, at);
    entries.put(change, entry);
    latest = at;
  }

  /** The entry that holds this change, or -1. */
  long entryOf(PledgeChange change) {
    return entries.getOrDefault(change, -1L);
  }

  /** Every entry is final before the call that wrote it returns. */
  PledgeAnswer lookup(Fingerprint asset) {
    Instant now = now();
    PledgeState state = book.state(asset, now);
    return new PledgeAnswer(state, state, now);
  }
}

package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.Optional;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;

/**
 * One transaction that carries, or may carry, an anchor.
 *
 * @param since when it came to this phase
 * @param preparedAt when it was made
 * @param position where it was last seen included; present exactly in {@link Phase#INCLUDED}
 */
record Attempt(
    Prepared prepared,
    Phase phase,
    Instant since,
    Instant preparedAt,
    Optional<Position> position) {

  /** What we know of its way to the ledger. */
  enum Phase {
    /** It has never left: every try to send it proved that. */
    UNSENT,
    /** It may have left. Persisted before the first byte does. */
    MAYBE_SENT,
    /** The ledger said that it has it. */
    ACCEPTED,
    /** Seen included, not final. */
    INCLUDED
  }

  /** One about to be sent for the first time. */
  static Attempt departing(Prepared prepared, Instant now) {
    return new Attempt(prepared, Phase.MAYBE_SENT, now, now, Optional.empty());
  }

  Attempt in(Phase next, Instant now) {
    return phase == next ? this : new Attempt(prepared, next, now, preparedAt, Optional.empty());
  }

  Attempt includedAt(Position seen, Instant now) {
    return position.equals(Optional.of(seen))
        ? this
        : new Attempt(prepared, Phase.INCLUDED, now, preparedAt, Optional.of(seen));
  }

  long size() {
    return prepared.anchor().checkpoint().size();
  }

  AnchorState state() {
    return phase == Phase.UNSENT ? AnchorState.PENDING : AnchorState.SUBMITTED;
  }
}

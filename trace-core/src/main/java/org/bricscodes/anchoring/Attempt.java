package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.Prepared;

/**
 * One transaction that carries, or may carry, an anchor, or what else goes the same way.
 *
 * @param since when it came to this phase
 * @param preparedAt when it was made
 * @param position where it was last seen included; present exactly in {@link Phase#INCLUDED}
 * @param takenBackAt when a reorganisation last took it back, or moved it
 */
record Attempt(
    Prepared prepared,
    Phase phase,
    Instant since,
    Instant preparedAt,
    Optional<Position> position,
    Optional<Instant> takenBackAt) {

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
    return new Attempt(prepared, Phase.MAYBE_SENT, now, now, Optional.empty(), Optional.empty());
  }

  /** In a phase without a position; leaving {@link Phase#INCLUDED} is being taken back. */
  Attempt in(Phase next, Instant now) {
    return phase == next
        ? this
        : new Attempt(
            prepared,
            next,
            now,
            preparedAt,
            Optional.empty(),
            phase == Phase.INCLUDED ? Optional.of(now) : takenBackAt);
  }

  Attempt includedAt(Position seen, Instant now) {
    return position.equals(Optional.of(seen))
        ? this
        : new Attempt(
            prepared,
            Phase.INCLUDED,
            now,
            preparedAt,
            Optional.of(seen),
            moves(seen) ? Optional.of(now) : takenBackAt);
  }

  /** Whether it was seen included elsewhere before: a reorganisation moved it. */
  boolean moves(Position seen) {
    return position.isPresent() && !position.get().equals(seen);
  }

  /** Of the log at its checkpoint; 0 if it carries no anchor. */
  long size() {
    return prepared.content() instanceof Anchor anchor ? anchor.checkpoint().size() : 0;
  }

  boolean isFiller() {
    return prepared.content() instanceof Filler;
  }

  AnchorState state() {
    return switch (phase) {
      case UNSENT -> AnchorState.PENDING;
      case MAYBE_SENT, ACCEPTED ->
          takenBackAt.isPresent() ? AnchorState.PENDING : AnchorState.SUBMITTED;
      case INCLUDED -> AnchorState.SUBMITTED;
    };
  }
}

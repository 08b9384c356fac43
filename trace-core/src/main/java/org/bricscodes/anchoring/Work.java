package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.TxId;

/**
 * Everything one ledger's loop must not forget, in one row, changed by compare-and-set only.
 *
 * @param revision counts the changes, so that no two states have equal bytes
 * @param last the largest final anchor, if there is one
 * @param begunAt when the last new anchor was prepared
 * @param tries in a row that brought nothing
 * @param notBefore no try earlier than this
 * @param attempts open ones, oldest first, at most {@link #MAX_ATTEMPTS}
 * @param current why the last try did not succeed
 * @param failures anchors given up, oldest first, at most {@link #MAX_FAILURES}
 * @param tally what it took since the beginning
 * @param behindSince since when the log is larger than {@code last}, as far as was seen
 */
record Work(
    long revision,
    Lease lease,
    Optional<FinalAnchor> last,
    Instant begunAt,
    int tries,
    Instant notBefore,
    List<Attempt> attempts,
    Optional<Trouble> current,
    List<Trouble> failures,
    Tally tally,
    Optional<Instant> behindSince) {

  static final int MAX_ATTEMPTS = 16;
  static final int MAX_FAILURES = 16;

  static final Work NONE =
      new Work(
          0,
          Lease.NONE,
          Optional.empty(),
          Instant.EPOCH,
          0,
          Instant.EPOCH,
          List.of(),
          Optional.empty(),
          List.of(),
          Tally.NONE,
          Optional.empty());

  Work {
    attempts = List.copyOf(attempts);
    failures = List.copyOf(failures);
  }

  Work leasedTo(Lease next) {
    return new Work(
        revision,
        next,
        last,
        begunAt,
        tries,
        notBefore,
        attempts,
        current,
        failures,
        tally,
        behindSince);
  }

  /** Adds an attempt; one that carries an anchor is the beginning of its interval. */
  Work beginning(Attempt attempt) {
    List<Attempt> open = new ArrayList<>(attempts);
    open.add(attempt);
    return new Work(
        revision,
        lease,
        last,
        attempt.isFiller() ? begunAt : attempt.preparedAt(),
        tries,
        notBefore,
        open,
        current,
        failures,
        tally.attempted(),
        behindSince.or(() -> Optional.of(attempt.preparedAt())));
  }

  Work withAttempts(List<Attempt> open) {
    return new Work(
        revision,
        lease,
        last,
        begunAt,
        tries,
        notBefore,
        open,
        current,
        failures,
        tally,
        behindSince);
  }

  /** The newest attempt that carries an anchor. */
  Optional<Attempt> latest() {
    return attempts.stream().filter(attempt -> !attempt.isFiller()).reduce((a, b) -> b);
  }

  Work with(Attempt attempt) {
    return withAttempts(
        attempts.stream().map(a -> sameTx(a, attempt.prepared().txId()) ? attempt : a).toList());
  }

  Work without(TxId txId) {
    return withAttempts(attempts.stream().filter(a -> !sameTx(a, txId)).toList());
  }

  Work counting(Tally counted) {
    return new Work(
        revision,
        lease,
        last,
        begunAt,
        tries,
        notBefore,
        attempts,
        current,
        failures,
        counted,
        behindSince);
  }

  /** Notes since when the log is ahead; an earlier note stands. */
  Work behindSince(Instant now) {
    return behindSince.isPresent() ? this : behind(Optional.of(now));
  }

  private Work behind(Optional<Instant> since) {
    return new Work(
        revision, lease, last, begunAt, tries, notBefore, attempts, current, failures, tally,
        since);
  }

  Work retryingAt(Instant next, Trouble trouble) {
    return new Work(
        revision,
        lease,
        last,
        begunAt,
        Math.min(tries + 1, 1_000),
        next,
        attempts,
        Optional.of(trouble),
        failures,
        tally,
        behindSince);
  }

  Work untroubled() {
    return tries == 0 && current.isEmpty()
        ? this
        : new Work(
            revision,
            lease,
            last,
            begunAt,
            0,
            Instant.EPOCH,
            attempts,
            Optional.empty(),
            failures,
            tally,
            behindSince);
  }

  /** Notes a given-up anchor; the same cause at the same size is noted once. */
  Work failing(Trouble trouble) {
    List<Trouble> noted = new ArrayList<>(failures);
    noted.removeIf(trouble::sameCauseAs);
    noted.add(trouble);
    List<Trouble> kept = noted.subList(Math.max(0, noted.size() - MAX_FAILURES), noted.size());
    return new Work(
        revision,
        lease,
        last,
        begunAt,
        tries,
        notBefore,
        attempts,
        current,
        kept,
        tally,
        behindSince);
  }

  /**
   * Ends what {@code anchor} settles: its own attempt and every one it covers. The log is ahead of
   * it since {@code ahead}, if it is.
   */
  Work settledBy(FinalAnchor anchor, Optional<Instant> ahead) {
    boolean larger = last.isEmpty() || last.get().size() < anchor.size();
    return new Work(
        revision,
        lease,
        larger ? Optional.of(anchor) : last,
        begunAt,
        0,
        Instant.EPOCH,
        attempts.stream().filter(a -> a.isFiller() || a.size() > anchor.size()).toList(),
        Optional.empty(),
        failures,
        tally,
        ahead);
  }

  Work revised() {
    return new Work(
        revision + 1,
        lease,
        last,
        begunAt,
        tries,
        notBefore,
        attempts,
        current,
        failures,
        tally,
        behindSince);
  }

  private static boolean sameTx(Attempt attempt, TxId txId) {
    return attempt.prepared().txId().equals(txId);
  }
}

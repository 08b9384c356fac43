package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.TxId;

/**
 * Everything the recording of single events on one ledger must not forget, in one row, changed by
 * compare-and-set only.
 *
 * @param revision counts the changes, so that no two states have equal bytes
 * @param next index of the next entry never prepared
 * @param recorded entries that are final, with their receipts
 * @param open attempts, oldest first, at most {@link #MAX_ATTEMPTS}, of {@link #MAX_ENTRIES}
 *     entries
 * @param again indexes whose attempts all came to nothing, to be prepared anew
 * @param tries in a row that brought nothing
 * @param notBefore no try earlier than this
 * @param current why the last try did not succeed
 * @param failures entries that were executed without effect
 */
record Recording(
    long revision,
    long next,
    long recorded,
    List<Attempt> open,
    List<Long> again,
    int tries,
    Instant notBefore,
    Optional<Trouble> current,
    Tally tally,
    Failures failures) {

  static final int MAX_ENTRIES = 16;
  static final int MAX_ATTEMPTS = Capabilities.MAX_ATTEMPTS;

  Recording {
    open = List.copyOf(open);
    again = List.copyOf(again);
  }

  static Recording from(long next) {
    return new Recording(
        0,
        next,
        0,
        List.of(),
        List.of(),
        0,
        Instant.EPOCH,
        Optional.empty(),
        Tally.NONE,
        Failures.NONE);
  }

  /** The index whose turn it is: what came to nothing before what was never tried. */
  long due() {
    return again.stream().min(Long::compare).orElse(next);
  }

  /** Whether one more entry may be under way. */
  boolean hasRoom(Instant now) {
    Set<Long> indexes = open.stream().map(Recording::index).collect(Collectors.toSet());
    return indexes.size() < MAX_ENTRIES
        && open.size() < MAX_ATTEMPTS
        && failures.allow(now, indexes);
  }

  Recording beginning(Attempt attempt) {
    long index = index(attempt);
    List<Attempt> more = new ArrayList<>(open);
    more.add(attempt);
    List<Long> left = again.stream().filter(i -> i != index).toList();
    return new Recording(
        revision,
        Math.max(next, index + 1),
        recorded,
        more,
        left,
        tries,
        notBefore,
        current,
        tally.attempted(),
        failures);
  }

  Recording with(Attempt attempt) {
    TxId txId = attempt.prepared().txId();
    return opening(
        open.stream().map(a -> a.prepared().txId().equals(txId) ? attempt : a).toList(), tally);
  }

  Recording opening(List<Attempt> attempts, Tally counted) {
    return new Recording(
        revision, next, recorded, attempts, again, tries, notBefore, current, counted, failures);
  }

  /** Ends an attempt without effect; its index comes again unless another attempt carries it. */
  Recording without(Attempt attempt, Tally counted) {
    List<Attempt> left = open.stream().filter(a -> !a.equals(attempt)).toList();
    List<Long> more = new ArrayList<>(again);
    if (left.stream().noneMatch(a -> index(a) == index(attempt))) {
      more.add(index(attempt));
    }
    return new Recording(
        revision, next, recorded, left, more, tries, notBefore, current, counted, failures);
  }

  /** Ends an attempt that was executed without effect; nothing is tried before {@code next}. */
  Recording failed(Attempt attempt, Tally counted, Trouble trouble, Instant next) {
    return without(attempt, counted).having(failures.and(trouble, next));
  }

  Recording having(Failures known) {
    return new Recording(
        revision, next, recorded, open, again, tries, notBefore, current, tally, known);
  }

  /** Ends everything that carries {@code index}: it is final. */
  Recording settled(long index, Tally counted) {
    return new Recording(
        revision,
        next,
        recorded + 1,
        open.stream().filter(a -> index(a) != index).toList(),
        again,
        0,
        Instant.EPOCH,
        Optional.empty(),
        counted,
        failures.without(index));
  }

  Recording retryingAt(Instant when, Trouble trouble) {
    return new Recording(
        revision,
        next,
        recorded,
        open,
        again,
        Math.min(tries + 1, 1_000),
        when,
        Optional.of(trouble),
        tally,
        failures);
  }

  Recording untroubled() {
    return new Recording(
        revision, next, recorded, open, again, 0, Instant.EPOCH, Optional.empty(), tally, failures);
  }

  Recording revised() {
    return new Recording(
        revision + 1, next, recorded, open, again, tries, notBefore, current, tally, failures);
  }

  static long index(Attempt attempt) {
    return ((EventRecord) attempt.prepared().content()).index();
  }
}

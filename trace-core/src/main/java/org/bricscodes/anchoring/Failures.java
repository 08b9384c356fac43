package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Entries whose transactions were executed without effect: a fee was paid for nothing, so what
 * follows is slower and in the end no more.
 *
 * <p>From a failure on, one failed entry at a time is tried, the smallest first, each time after a
 * longer pause, and nothing larger that was never tried, since a ledger may refuse an entry that
 * comes after a larger one. When one of them is taken, all go on as before. When one has failed
 * {@link #MAX_TIMES} times, nothing is tried any more: an operator has to look. So an entry costs
 * that many fees for nothing, and one more for each restart.
 *
 * @param fallen one for each entry that has failed and is not final
 * @param resumeAt no try before; {@link Instant#EPOCH} once an entry was taken again
 * @param last the newest failure, as long as an entry that has failed is not final
 */
record Failures(List<Fallen> fallen, Instant resumeAt, Optional<Trouble> last) {

  static final int MAX_TIMES = 5;

  static final Failures NONE = new Failures(List.of(), Instant.EPOCH, Optional.empty());

  /** An entry, and how often it has failed. */
  record Fallen(long index, int times) {}

  Failures {
    fallen = List.copyOf(fallen);
  }

  int times(long index) {
    return fallen.stream().filter(f -> f.index() == index).mapToInt(Fallen::times).sum();
  }

  boolean isStopped() {
    return fallen.stream().anyMatch(f -> f.times() >= MAX_TIMES);
  }

  /**
   * Whether one more transaction may be made.
   *
   * @param open indexes of the entries that are under way
   */
  boolean allow(Instant now, Set<Long> open) {
    if (isStopped()) {
      return false;
    }
    boolean trying = !resumeAt.equals(Instant.EPOCH);
    return !trying
        || (!now.isBefore(resumeAt) && fallen.stream().noneMatch(f -> open.contains(f.index())));
  }

  /** One more failure of the entry that {@code trouble} is about. */
  Failures and(Trouble trouble, Instant next) {
    List<Fallen> more = new ArrayList<>(fallen);
    more.removeIf(f -> f.index() == trouble.size());
    more.add(new Fallen(trouble.size(), times(trouble.size()) + 1));
    return new Failures(more, next, Optional.of(trouble));
  }

  /** The entry is final. Had it failed before, the ledger takes entries again. */
  Failures without(long index) {
    if (times(index) == 0) {
      return this;
    }
    List<Fallen> left = fallen.stream().filter(f -> f.index() != index).toList();
    return left.isEmpty() ? NONE : new Failures(left, Instant.EPOCH, last);
  }

  /** Whatever has stopped is tried once more. */
  Failures onceMore(Instant now) {
    return new Failures(
        fallen.stream()
            .map(f -> new Fallen(f.index(), Math.min(f.times(), MAX_TIMES - 1)))
            .toList(),
        now,
        last);
  }
}

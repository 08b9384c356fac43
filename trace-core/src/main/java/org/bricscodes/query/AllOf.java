package org.bricscodes.query;

import java.util.List;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.jspecify.annotations.Nullable;

/**
 * The postings that every one of several readers has: an intersection by leapfrog. Each reader in
 * turn jumps to where the furthest one stands; where all agree is a result. The cost is bounded by
 * the rarest reader's length times the number of readers, and by the {@link Work} allowed: when
 * that is used up the merge stops, says where, and can be resumed from there.
 */
final class AllOf {

  private final List<? extends PostingReader> readers;
  private final Work work;
  private @Nullable Posting stoppedAt;
  private boolean started;

  AllOf(List<? extends PostingReader> readers, Work work) {
    if (readers.isEmpty()) {
      throw new IllegalArgumentException("an intersection needs a reader");
    }
    this.readers = readers;
    this.work = work;
  }

  /** The next posting all readers share; null at the end, or when stopped. */
  @Nullable Posting next() {
    if (stoppedAt != null) {
      return null;
    }
    PostingReader first = readers.getFirst();
    Posting target = started ? first.next() : first.current();
    started = true;
    int agreed = 1;
    int turn = 0;
    while (target != null && agreed < readers.size()) {
      if (!work.take(1)) {
        stoppedAt = target;
        return null;
      }
      turn = (turn + 1) % readers.size();
      Posting found = readers.get(turn).seek(target);
      agreed = target.equals(found) ? agreed + 1 : 1;
      target = found;
    }
    if (target != null && !work.take(1)) {
      stoppedAt = target;
      return null;
    }
    return target;
  }

  /** Where work ran out: nothing at or behind it has been returned. Null if it has not. */
  @Nullable Posting stoppedAt() {
    return stoppedAt;
  }
}

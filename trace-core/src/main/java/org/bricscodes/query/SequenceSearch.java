package org.bricscodes.query;

import java.time.Instant;
import java.util.List;
import org.bricscodes.epcis.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** Finds where in the sequence a record time begins: record times never fall along it. */
final class SequenceSearch {

  private static final int SLICE = 64;

  private SequenceSearch() {}

  /** The first place from which on nothing was recorded before {@code time}. */
  static long from(EventSource events, Instant time) {
    long low = 0;
    long high = events.size();
    while (low < high) {
      long middle = low + (high - low) / 2;
      RecordedEvent found = firstFrom(events, middle, high);
      if (found != null && found.recordTime().isBefore(time)) {
        low = found.sequence() + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first event at {@code from} or behind it that is still there; null if none is. */
  private static @Nullable RecordedEvent firstFrom(EventSource events, long from, long end) {
    for (long at = from; at < end; at += SLICE) {
      List<RecordedEvent> slice = events.bySequence(at, (int) Math.min(SLICE, end - at));
      if (!slice.isEmpty()) {
        return slice.getFirst();
      }
    }
    return null;
  }
}

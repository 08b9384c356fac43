package org.bricscodes.query;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Candidates in the order of recording, which is also that of record time: the sequence itself,
 * from either end. Every event is looked at, so each costs work.
 */
final class BySequence implements Candidates {

  private static final int FETCH = 256;

  private final EventSource events;
  private final boolean descending;
  private final long end;
  private final Work work;

  /** The first place not looked at yet. */
  private long at;

  private @Nullable Position stoppedAt;

  /**
   * @param snapshot places from here on are not looked at
   * @param from where to go on, null: from the beginning
   */
  BySequence(
      EventSource events, boolean descending, long snapshot, @Nullable Position from, Work work) {
    this.events = events;
    this.descending = descending;
    this.end = descending ? -1 : snapshot;
    this.work = work;
    if (from == null) {
      this.at = descending ? snapshot - 1 : 0;
    } else {
      long step = descending ? -1 : 1;
      this.at = from.done() ? from.sequence() + step : from.sequence();
    }
  }

  @Override
  public @Nullable List<Candidate> next(int wanted) {
    long left = descending ? at - end : end - at;
    int count = (int) Math.min(left, FETCH);
    if (count <= 0) {
      return null;
    }
    if (!work.take(count)) {
      stoppedAt = Position.ofSequence(at, false);
      return null;
    }
    long first = descending ? at - count + 1 : at;
    List<RecordedEvent> found = events.bySequence(first, count);
    List<Candidate> candidates = new ArrayList<>(found.size());
    for (RecordedEvent event : descending ? found.reversed() : found) {
      candidates.add(new Candidate(Position.ofSequence(event.sequence(), true), event));
    }
    at = descending ? at - count : at + count;
    return candidates;
  }

  @Override
  public @Nullable Position stoppedAt() {
    return stoppedAt;
  }
}

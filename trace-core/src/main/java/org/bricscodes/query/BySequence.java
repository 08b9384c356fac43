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
   * @param window places outside are not looked at
   * @param from where to go on, null: from the beginning
   */
  BySequence(
      EventSource events,
      boolean descending,
      SequenceWindow window,
      @Nullable Position from,
      Work work) {
    this.events = events;
    this.descending = descending;
    this.end = descending ? window.low() - 1 : window.high();
    this.work = work;
    long first = descending ? window.high() - 1 : window.low();
    if (from == null) {
      this.at = first;
    } else {
      long step = descending ? -1 : 1;
      long next = from.done() ? from.sequence() + step : from.sequence();
      this.at = descending ? Math.min(first, next) : Math.max(first, next);
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

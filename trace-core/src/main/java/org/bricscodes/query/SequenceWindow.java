package org.bricscodes.query;

import java.time.Instant;
import java.util.List;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.epcis.TimeField;

/**
 * The places in the sequence that a query's results lie within. Record times never go back along
 * the sequence, so bounds on them are bounds on places, found by bisection. Never too narrow.
 *
 * @param low inclusive
 * @param high exclusive
 */
record SequenceWindow(long low, long high) {

  /** Places looked at for one that is not erased. */
  private static final int LOOK = 16;

  static SequenceWindow of(EventQuery query, EventSource events, long snapshot) {
    long low = 0;
    long high = snapshot;
    for (Criterion criterion : query.criteria()) {
      if (criterion instanceof Criterion.Time(TimeField field, var comparison, Instant time)
          && field == TimeField.RECORD_TIME) {
        SequenceWindow turn = turn(events, time, snapshot);
        if (comparison == Criterion.Comparison.GE) {
          low = Math.max(low, turn.low);
        } else {
          high = Math.min(high, turn.high);
        }
      }
    }
    return new SequenceWindow(low, Math.max(low, high));
  }

  /** The bounds of where record time reaches {@code time}: one place, unless events are erased. */
  private static SequenceWindow turn(EventSource events, Instant time, long snapshot) {
    long low = 0;
    long high = snapshot;
    while (low < high) {
      long middle = (low + high) >>> 1;
      List<RecordedEvent> found = events.bySequence(middle, LOOK);
      if (found.isEmpty()) {
        break;
      }
      RecordedEvent first = found.getFirst();
      if (first.recordTime().isBefore(time)) {
        low = Math.max(low, first.sequence() + 1);
      } else {
        high = middle;
      }
    }
    return new SequenceWindow(Math.min(low, snapshot), high);
  }
}

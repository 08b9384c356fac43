package org.bricscodes.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.TimeField;

/**
 * The event times a query's results lie within, in the microseconds of the index.
 *
 * @param low inclusive
 * @param high exclusive
 */
record TimeWindow(long low, long high) {

  static TimeWindow of(EventQuery query) {
    long low = Long.MIN_VALUE;
    long high = Long.MAX_VALUE;
    for (Criterion criterion : query.criteria()) {
      if (criterion instanceof Criterion.Time(TimeField field, var comparison, Instant time)
          && field == TimeField.EVENT_TIME) {
        if (comparison == Criterion.Comparison.GE) {
          low = Math.max(low, micros(time));
        } else {
          // The index holds whole microseconds: the one the bound lies in may hold earlier times.
          high = Math.min(high, isWhole(time) ? micros(time) : following(micros(time)));
        }
      }
    }
    return new TimeWindow(low, high);
  }

  /** Whether a condition is one on event time that the window alone decides. */
  static boolean isExact(Criterion criterion) {
    return criterion instanceof Criterion.Time(TimeField field, var _, Instant time)
        && field == TimeField.EVENT_TIME
        && isWhole(time);
  }

  private static boolean isWhole(Instant time) {
    return time.equals(time.truncatedTo(ChronoUnit.MICROS));
  }

  static long following(long micros) {
    return micros == Long.MAX_VALUE ? micros : micros + 1;
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }
}

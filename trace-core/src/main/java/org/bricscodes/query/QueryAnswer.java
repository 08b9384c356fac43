package org.bricscodes.query;

import java.time.Instant;
import java.util.List;
import org.bricscodes.epcis.Fault;
import org.bricscodes.epcis.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** What a query came to. */
public sealed interface QueryAnswer {

  /**
   * A page of events, in order. It may be short, even empty, and still have a next one.
   *
   * @param next the cursor of the next page, or null at the end
   */
  record Found(List<RecordedEvent> events, @Nullable Next next) implements QueryAnswer {
    public Found {
      events = List.copyOf(events);
    }
  }

  /** How to go on: an opaque text, safe in a URL, good for this query only. */
  record Next(String cursor, Instant expires) {}

  /** The parameters are at fault; every fault's pointer names one: answer {@code 400}. */
  record Refused(List<Fault> faults) implements QueryAnswer {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /** Not a cursor of ours, of another query, or expired: answer {@code 400}. */
  record BadCursor() implements QueryAnswer {}

  /** There are more events than {@code maxEventCount}: answer {@code 413 QueryTooLarge}. */
  record TooLarge(int maxEventCount) implements QueryAnswer {}

  /** Counting takes more than {@link QueryOptions#maxWork}: {@code 413 QueryTooComplex}. */
  record TooComplex(long maxWork) implements QueryAnswer {}
}

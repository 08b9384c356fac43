package org.bricscodes.query;

import java.time.Instant;
import java.util.List;
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

  /** Not a cursor of ours, of another query, or expired: answer {@code 400}. */
  record BadCursor() implements QueryAnswer {}

  /** A limit stood in the way; nothing was returned. */
  sealed interface Exceeded extends QueryAnswer {}

  /** There are more events than {@code maxEventCount}: answer {@code 413 QueryTooLarge}. */
  record TooLarge(int maxEventCount) implements Exceeded {}

  /**
   * Answering takes more than a limit allows: {@code 413 QueryTooComplex}.
   *
   * @param limit which
   * @param value what it is set to
   */
  record TooComplex(Limit limit, long value) implements Exceeded {}

  /** What a query may run into. */
  enum Limit {
    /**
     * Index steps and events looked at ({@link QueryOptions#maxWork}) to count what {@code
     * maxEventCount} bounds, or to put all results in an order that no index has.
     */
    WORK("steps to count or to order the results"),
    /** Events that match, where their order is not that of an index. */
    ORDERED_EVENTS("matching events, to order them by a field that is not indexed"),
    /** Places below those of a {@code WD_} parameter. */
    PLACES("places below the ones of a WD_ parameter");

    private final String noun;

    Limit(String noun) {
      this.noun = noun;
    }

    /** What is counted, to stand after the number. */
    public String noun() {
      return noun;
    }
  }
}

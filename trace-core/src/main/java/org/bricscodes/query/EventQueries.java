package org.bricscodes.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.Candidates.Candidate;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;

/**
 * Answers EPCIS event queries (EPCIS 2.0 §8.2.7) a page at a time.
 *
 * <p>The pages of one query are stable: the first fixes what has been recorded so far, and later
 * pages leave out whatever came since, so no event is returned twice or skipped. Nothing is
 * remembered between pages; the cursor says it all, and is signed.
 *
 * <p>Every call does a bounded amount of work ({@link QueryOptions#maxWork}). A query that finds
 * little among much gets short pages, each with a next one.
 *
 * <p>Safe for use from any thread; calls read the store and may block.
 */
public final class EventQueries {

  private final TermIndex index;
  private final EventSource events;
  private final CursorSeal seal;
  private final QueryOptions options;
  private final InstantSource clock;
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);

  /**
   * @param index the one the events of {@code events} are found by
   */
  public EventQueries(
      TermIndex index,
      EventSource events,
      CursorSeal seal,
      QueryOptions options,
      InstantSource clock) {
    this.index = index;
    this.events = events;
    this.seal = seal;
    this.options = options;
    this.clock = clock;
  }

  /**
   * Answers one page.
   *
   * @param parameters of the query language, as {@link EventQuery#parse} takes them: without {@code
   *     perPage} and {@code nextPageToken}
   * @param perPage events wanted, at least 1
   * @param cursor from the page before, or null for the first page
   * @param visible which events the asker may see; must mean the same on every page
   */
  public QueryAnswer page(
      Map<String, String> parameters,
      int perPage,
      @Nullable String cursor,
      Predicate<RecordedEvent> visible) {
    if (perPage < 1) {
      throw new IllegalArgumentException("perPage must be at least 1");
    }
    return switch (EventQuery.parse(parameters)) {
      case EventQuery.Outcome.Refused refused -> new QueryAnswer.Refused(refused.faults());
      case EventQuery.Outcome.Ready ready -> {
        Optional<Cursor> from = Optional.empty();
        if (cursor != null) {
          from = seal.open(cursor, parameters);
          if (from.isEmpty() || !clock.instant().isBefore(from.get().expires())) {
            yield new QueryAnswer.BadCursor();
          }
        }
        yield new Run(ready.query(), parameters, from.orElse(null), visible).answer(perPage);
      }
    };
  }

  /** One call: its query, its bounds, what it has found. */
  private final class Run {

    private final EventQuery query;
    private final Map<String, String> parameters;
    private final long snapshot;
    private final int returned;
    private final boolean first;
    private final Results results;
    private final List<Candidate> found = new ArrayList<>();

    Run(
        EventQuery query,
        Map<String, String> parameters,
        @Nullable Cursor from,
        Predicate<RecordedEvent> visible) {
      this.query = query;
      this.parameters = parameters;
      this.first = from == null;
      this.snapshot = from == null ? events.size() : from.snapshot();
      this.returned = from == null ? 0 : from.returned();
      Position position = from == null ? null : from.position();
      Work work = new Work(options.maxWork());
      Candidates candidates =
          switch (query.orderBy()) {
            case EVENT_TIME -> ByEventTime.of(query, index, events, position, work);
            case RECORD_TIME ->
                new BySequence(events, query.isDescending(), snapshot, position, work);
          };
      this.results = new Results(candidates, query, reader, visible, snapshot);
    }

    QueryAnswer answer(int perPage) {
      int size = Math.min(perPage, options.maxPerPage());
      size = Math.min(size, query.eventCountLimit() - returned);
      boolean counting = first && query.maxEventCount() != Integer.MAX_VALUE;
      int wanted = counting ? query.maxEventCount() : size;
      // One more than wanted tells whether there is a next page, or too much altogether.
      boolean more = collect(wanted);
      Position stopped = results.stoppedAt();
      if (counting && more) {
        return new QueryAnswer.TooLarge(query.maxEventCount());
      }
      if (counting && stopped != null) {
        return new QueryAnswer.TooComplex(options.maxWork());
      }
      List<Candidate> page = found.subList(0, Math.min(size, found.size()));
      boolean ended = returned + page.size() >= query.eventCountLimit();
      Position next = null;
      if (!ended && (more || found.size() > page.size())) {
        next = page.getLast().position();
      } else if (!ended && stopped != null) {
        next = stopped;
      }
      return new QueryAnswer.Found(
          page.stream().map(Candidate::event).toList(),
          next == null ? null : next(next, returned + page.size()));
    }

    /** Finds up to {@code wanted} results; true if there is one more. */
    private boolean collect(int wanted) {
      while (true) {
        Candidate result = results.next(wanted - found.size() + 1);
        if (result == null) {
          return false;
        }
        if (found.size() == wanted) {
          return true;
        }
        found.add(result);
      }
    }

    private QueryAnswer.Next next(Position position, int returnedBefore) {
      Instant expires =
          Instant.ofEpochSecond(clock.instant().plus(options.cursorLife()).getEpochSecond());
      Cursor cursor = new Cursor(snapshot, returnedBefore, expires, position);
      return new QueryAnswer.Next(seal.seal(cursor, parameters), expires);
    }
  }
}

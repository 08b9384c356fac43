package org.bricscodes.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.QueryOrder;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.Results.Result;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;

/**
 * Answers EPCIS event queries (EPCIS 2.0 §8.2.7): a page at a time, or all results in a walk.
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

  private static final int WALK_BATCH = 500;

  private final TermIndex index;
  private final EventSource events;
  private final PageTokens tokens;
  private final QueryOptions options;
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);

  /**
   * @param index the one the events of {@code events} are found by
   */
  public EventQueries(
      TermIndex index, EventSource events, PageTokens tokens, QueryOptions options) {
    this.index = index;
    this.events = events;
    this.tokens = tokens;
    this.options = options;
  }

  /**
   * Answers one page.
   *
   * @param perPage events wanted, at least 1
   * @param cursor from the page before, or null for the first page
   * @param visibility which events the asker may see; a cursor is good for the same only
   */
  public QueryAnswer page(
      EventQuery query, int perPage, @Nullable String cursor, Visibility visibility) {
    if (perPage < 1) {
      throw new IllegalArgumentException("perPage must be at least 1");
    }
    String sealed = visibility.canonical() + "\n" + query.canonical();
    Cursor from =
        cursor == null ? null : tokens.open(cursor, sealed).map(Cursor::decode).orElse(null);
    if (cursor != null && from == null) {
      return new QueryAnswer.BadCursor();
    }
    return new Run(query, visibility, sealed, from).answer(perPage);
  }

  /** Begins a walk over all results. */
  public EventWalk walk(EventQuery query, Visibility visibility) {
    return walk(query, visibility, events.size());
  }

  /**
   * Begins a walk over the results among the first recorded events.
   *
   * @param snapshot how many, at most as many as there are
   */
  public EventWalk walk(EventQuery query, Visibility visibility, long snapshot) {
    if (snapshot < 0 || snapshot > events.size()) {
      throw new IllegalArgumentException("a snapshot is 0 to the number of recorded events");
    }
    return new Walk(query, visibility, snapshot);
  }

  /**
   * Whether an event meets every condition of a query; order, limits and visibility play no part.
   */
  public boolean test(EventQuery query, RecordedEvent event) {
    return new Conditions(query)
        .hold(
            reader.parseEvent(event.event(), event.context()), event.eventID(), event.recordTime());
  }

  private Results results(
      EventQuery query, Visibility visibility, long snapshot, @Nullable Position from) {
    Work work = new Work(options.maxWork());
    Candidates candidates =
        switch (query.order().key()) {
          case QueryOrder.Key.EventTime _ ->
              ByEventTime.of(query, visibility, index, events, from, work);
          case QueryOrder.Key.RecordTime _ ->
              new BySequence(
                  events,
                  query.order().direction() == QueryOrder.Direction.DESC,
                  snapshot,
                  from,
                  work);
        };
    return new Results(candidates, new Conditions(query), reader, visibility, snapshot);
  }

  /** One page: its query, its bounds, what it has found. */
  private final class Run {

    private final EventQuery query;
    private final String sealed;
    private final long snapshot;
    private final int returned;
    private final boolean first;
    private final Results results;
    private final List<Result> found = new ArrayList<>();

    Run(EventQuery query, Visibility visibility, String sealed, @Nullable Cursor from) {
      this.query = query;
      this.sealed = sealed;
      this.first = from == null;
      this.snapshot = from == null ? events.size() : from.snapshot();
      this.returned = from == null ? 0 : from.returned();
      this.results = results(query, visibility, snapshot, from == null ? null : from.position());
    }

    QueryAnswer answer(int perPage) {
      int size = Math.min(perPage, options.maxPerPage());
      size = Math.min(size, query.eventCountLimit() - returned);
      boolean counting = first && query.maxEventCount() != Integer.MAX_VALUE;
      int wanted = counting ? query.maxEventCount() : size;
      // One more than wanted tells whether there is a next page, or too much altogether.
      boolean more = results.collect(found, wanted);
      Position stopped = results.stoppedAt();
      if (counting && more) {
        return new QueryAnswer.TooLarge(query.maxEventCount());
      }
      if (counting && stopped != null) {
        return new QueryAnswer.TooComplex(QueryAnswer.Limit.WORK, options.maxWork());
      }
      List<Result> page = found.subList(0, Math.min(size, found.size()));
      boolean ended = returned + page.size() >= query.eventCountLimit();
      Position next = null;
      if (!ended && (more || found.size() > page.size())) {
        next = page.getLast().position();
      } else if (!ended && stopped != null) {
        next = stopped;
      }
      return new QueryAnswer.Found(
          page.stream().map(Result::recorded).toList(),
          next == null ? null : next(next, returned + page.size()));
    }

    private QueryAnswer.Next next(Position position, int returnedBefore) {
      Cursor cursor = new Cursor(snapshot, returnedBefore, position);
      PageTokens.Issued issued = tokens.issue(cursor.encode(), sealed);
      return new QueryAnswer.Next(issued.token(), issued.expires());
    }
  }

  private final class Walk implements EventWalk {

    private final EventQuery query;
    private final Visibility visibility;
    private final long snapshot;
    private int returned;
    private @Nullable Position position;
    private boolean ended;

    Walk(EventQuery query, Visibility visibility, long snapshot) {
      this.query = query;
      this.visibility = visibility;
      this.snapshot = snapshot;
    }

    @Override
    public long snapshot() {
      return snapshot;
    }

    @Override
    public Optional<List<Found>> nextFound() {
      if (ended) {
        return Optional.empty();
      }
      int size = Math.min(WALK_BATCH, query.eventCountLimit() - returned);
      Results results = results(query, visibility, snapshot, position);
      List<Result> found = new ArrayList<>();
      boolean more = results.collect(found, size);
      returned += found.size();
      if (returned > query.maxEventCount()) {
        throw new QueryLimitException(new QueryAnswer.TooLarge(query.maxEventCount()));
      }
      position = more ? found.getLast().position() : results.stoppedAt();
      ended = position == null || returned >= query.eventCountLimit();
      return Optional.of(found.stream().map(Result::found).toList());
    }
  }
}

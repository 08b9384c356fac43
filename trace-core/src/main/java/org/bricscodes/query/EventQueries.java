package org.bricscodes.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.Candidates.Candidate;
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

  private final EventSource events;
  private final MasterDataSource masterData;
  private final PageTokens tokens;
  private final QueryOptions options;
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
  private final RecentEvents recent = new RecentEvents(reader);
  private final Search search;

  /** Without master data: no place has any below it, nothing has attributes. */
  public EventQueries(
      TermIndex index, EventSource events, PageTokens tokens, QueryOptions options) {
    this(index, events, MasterDataSource.none(), tokens, options);
  }

  /**
   * @param index the one the events of {@code events} are found by
   */
  public EventQueries(
      TermIndex index,
      EventSource events,
      MasterDataSource masterData,
      PageTokens tokens,
      QueryOptions options) {
    this.events = events;
    this.masterData = masterData;
    this.tokens = tokens;
    this.options = options;
    this.search = new Search(index, events, masterData, options, reader);
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
    try {
      return new Run(query, visibility, sealed, from).answer(perPage);
    } catch (QueryLimitException e) {
      return e.exceeded();
    }
  }

  /**
   * Begins a walk over all results.
   *
   * @throws QueryLimitException if the places of a {@code WD_} parameter are too many
   */
  public EventWalk walk(EventQuery query, Visibility visibility) {
    return walk(query, visibility, events.size());
  }

  /**
   * Begins a walk over the results among the first recorded events.
   *
   * @param snapshot how many, at most as many as there are
   * @throws QueryLimitException if the places of a {@code WD_} parameter are too many
   */
  public EventWalk walk(EventQuery query, Visibility visibility, long snapshot) {
    if (snapshot < 0 || snapshot > events.size()) {
      throw new IllegalArgumentException("a snapshot is 0 to the number of recorded events");
    }
    return new Walk(Plan.of(query, visibility, masterData), visibility, snapshot);
  }

  /**
   * Whether an event meets every condition of a query; order, limits and visibility play no part.
   *
   * @throws QueryLimitException if the places of a {@code WD_} parameter are too many
   */
  public boolean test(EventQuery query, RecordedEvent event) {
    Supplier<EpcisEvent> parsed = () -> recent.parsed(event);
    List<Criterion> plain = new ArrayList<>(query.criteria());
    plain.removeIf(criterion -> criterion instanceof Criterion.Within);
    boolean holds = new Conditions(plain, masterData).hold(event, parsed);
    if (!holds || plain.size() == query.criteria().size()) {
      return holds;
    }
    EventQuery spelledOut = PlaceTree.spelledOut(query, masterData);
    return new Conditions(spelledOut.criteria(), masterData).hold(event, parsed);
  }

  /** One page: its query, its bounds, what it has found. */
  private final class Run {

    private final EventQuery query;
    private final String sealed;
    private final long snapshot;
    private final int returned;
    private final boolean first;
    private final Optional<ResultSource> results;
    private final List<Candidate> found = new ArrayList<>();

    Run(EventQuery query, Visibility visibility, String sealed, @Nullable Cursor from) {
      this.query = query;
      this.sealed = sealed;
      this.first = from == null;
      this.snapshot = from == null ? events.size() : from.snapshot();
      this.returned = from == null ? 0 : from.returned();
      Plan plan = Plan.of(query, visibility, masterData);
      this.results =
          search.results(plan, visibility, snapshot, from == null ? null : from.position());
    }

    QueryAnswer answer(int perPage) {
      return results.map(source -> answer(source, perPage)).orElseGet(QueryAnswer.BadCursor::new);
    }

    private QueryAnswer answer(ResultSource source, int perPage) {
      int size = Math.min(perPage, options.maxPerPage());
      size = Math.min(size, query.eventCountLimit() - returned);
      boolean counting = first && query.maxEventCount() != Integer.MAX_VALUE;
      if (counting) {
        size = Math.min(size, query.maxEventCount());
      }
      // One more than wanted tells whether there is a next page, or too much altogether. Of what
      // is only counted nothing is kept.
      boolean more = source.collect(found, size);
      int left = query.maxEventCount() - found.size();
      if (counting && more && source.count(left + 1) > left) {
        return new QueryAnswer.TooLarge(query.maxEventCount());
      }
      Position stopped = source.stoppedAt();
      if (counting && stopped != null) {
        return new QueryAnswer.TooComplex(QueryAnswer.Limit.WORK, options.maxWork());
      }
      boolean ended = returned + found.size() >= query.eventCountLimit();
      Position next = null;
      if (!ended && more) {
        next = found.getLast().position();
      } else if (!ended && stopped != null) {
        next = stopped;
      }
      return new QueryAnswer.Found(
          found.stream().map(Candidate::event).toList(),
          next == null ? null : next(next, returned + found.size()));
    }

    private QueryAnswer.Next next(Position position, int returnedBefore) {
      Cursor cursor = new Cursor(snapshot, returnedBefore, position);
      PageTokens.Issued issued = tokens.issue(cursor.encode(), sealed);
      return new QueryAnswer.Next(issued.token(), issued.expires());
    }
  }

  private final class Walk implements EventWalk {

    private final Plan plan;
    private final Visibility visibility;
    private final long snapshot;
    private int returned;
    private @Nullable Position position;

    /** What is sorted once serves the whole walk. */
    private @Nullable ResultSource sorted;

    private boolean ended;

    Walk(Plan plan, Visibility visibility, long snapshot) {
      this.plan = plan;
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
      EventQuery query = plan.query();
      int size = Math.min(WALK_BATCH, query.eventCountLimit() - returned);
      ResultSource source = source();
      List<Candidate> found = new ArrayList<>();
      boolean more = source.collect(found, size);
      returned += found.size();
      if (returned > query.maxEventCount()) {
        throw new QueryLimitException(new QueryAnswer.TooLarge(query.maxEventCount()));
      }
      position = more ? found.getLast().position() : source.stoppedAt();
      ended = position == null || returned >= query.eventCountLimit();
      return Optional.of(
          found.stream()
              .map(candidate -> new Found(candidate.event(), candidate.parsed(reader)))
              .toList());
    }

    private ResultSource source() {
      if (sorted != null) {
        return sorted;
      }
      // Only a sorted order can lose a position, and what is sorted is kept.
      ResultSource source = search.results(plan, visibility, snapshot, position).orElseThrow();
      if (source instanceof SortedResults) {
        sorted = source;
      }
      return source;
    }
  }
}

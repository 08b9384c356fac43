package org.bricscodes.epcis;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An EPCIS event query as a value, made from the parameters of the EPCIS 2.0 query language
 * (SimpleEventQuery, §8.2.7). It says which index terms narrow the search and decides about each
 * candidate; running it is the caller's.
 */
public final class EventQuery {

  private EventQuery() {}

  /** What {@link #parse} makes of parameters. */
  public sealed interface Outcome {
    record Ready(EventQuery query) implements Outcome {}

    /** Every fault; the pointer is the name of the parameter. */
    record Refused(List<Fault> faults) implements Outcome {}
  }

  /**
   * Reads query parameters: name to value, lists pipe-delimited as in a URL. Parameters of paging
   * ({@code perPage}, {@code nextPageToken}) are the caller's and must not be passed. A parameter
   * this does not know is a fault, never ignored.
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static Outcome parse(Map<String, String> parameters) {
    throw new UnsupportedOperationException("not yet: " + parameters);
  }

  /** Event time, inclusive; {@link Instant#MIN} when open. */
  @SuppressWarnings("DoNotCallSuggester")
  public Instant eventTimeFrom() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Event time, exclusive; {@link Instant#MAX} when open. */
  @SuppressWarnings("DoNotCallSuggester")
  public Instant eventTimeBefore() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * The index terms that narrow the search: an event matches only if it has at least one term of
   * <em>every</em> inner list. Never empty: a query without terms gets {@link
   * EventTerms#everything()}. Terms are necessary, not sufficient: ask {@link #matches} too.
   */
  @SuppressWarnings("DoNotCallSuggester")
  public List<List<String>> terms() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Decides about one event, all conditions included. */
  @SuppressWarnings("DoNotCallSuggester")
  public boolean matches(EpcisEvent event, Instant recordTime) {
    throw new UnsupportedOperationException("not yet: " + event + recordTime);
  }

  /** What results are ordered by. */
  public enum OrderBy {
    EVENT_TIME,
    RECORD_TIME
  }

  /** Defaults to event time. */
  @SuppressWarnings("DoNotCallSuggester")
  public OrderBy orderBy() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Newest first, the default. */
  @SuppressWarnings("DoNotCallSuggester")
  public boolean isDescending() {
    throw new UnsupportedOperationException("not yet");
  }

  /** At most this many results over all pages; {@link Integer#MAX_VALUE} when not given. */
  @SuppressWarnings("DoNotCallSuggester")
  public int eventCountLimit() {
    throw new UnsupportedOperationException("not yet");
  }

  /** More results than this is an error; {@link Integer#MAX_VALUE} when not given. */
  @SuppressWarnings("DoNotCallSuggester")
  public int maxEventCount() {
    throw new UnsupportedOperationException("not yet");
  }
}

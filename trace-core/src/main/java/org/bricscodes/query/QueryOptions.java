package org.bricscodes.query;

/**
 * Bounds of a query.
 *
 * @param maxPerPage events of one page, at most; more asked for is as much
 * @param maxWork index steps and events looked at in one call, at most: a page that uses it up is
 *     short and goes on from there, a count that does is {@link QueryAnswer.TooComplex}
 */
public record QueryOptions(int maxPerPage, long maxWork) {

  /** What {@code perPage} is when it is not given (EPCIS 2.0 §12.4). */
  public static final int DEFAULT_PER_PAGE = 30;

  /** Less would not let every page make progress. */
  private static final int LEAST_WORK = 1_000;

  /** 1,000 events, 20,000 steps. */
  public static final QueryOptions DEFAULT = new QueryOptions(1_000, 20_000);

  public QueryOptions {
    if (maxPerPage < 1 || maxPerPage > 5_000 || maxWork < LEAST_WORK) {
      throw new IllegalArgumentException("maxPerPage is 1 to 5,000, maxWork at least 1,000");
    }
  }
}

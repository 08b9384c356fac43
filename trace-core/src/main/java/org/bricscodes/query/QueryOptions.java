package org.bricscodes.query;

import java.time.Duration;

/**
 * Bounds of a query.
 *
 * @param maxPerPage events of one page, at most; more asked for is as much
 * @param maxWork index steps and events looked at in one call, at most: a page that uses it up is
 *     short and goes on from there, a count that does is {@link QueryAnswer.TooComplex}
 * @param cursorLife how long a cursor may be used
 */
public record QueryOptions(int maxPerPage, long maxWork, Duration cursorLife) {

  /** What {@code perPage} is when it is not given (EPCIS 2.0 §12.4). */
  public static final int DEFAULT_PER_PAGE = 30;

  /** Less would not let every page make progress. */
  private static final int LEAST_WORK = 1_000;

  /** 1,000 events, 20,000 steps, a day. */
  public static final QueryOptions DEFAULT = new QueryOptions(1_000, 20_000, Duration.ofHours(24));

  public QueryOptions {
    if (maxPerPage < 1
        || maxPerPage > 5_000
        || maxWork < LEAST_WORK
        || cursorLife.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "maxPerPage is 1 to 5,000, maxWork at least 1,000, cursorLife at least a second");
    }
  }
}

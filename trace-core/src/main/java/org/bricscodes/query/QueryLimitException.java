package org.bricscodes.query;

/** A walk ran into a limit. */
public final class QueryLimitException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient QueryAnswer.Exceeded exceeded;

  QueryLimitException(QueryAnswer.Exceeded exceeded) {
    super("the query exceeds a limit");
    this.exceeded = exceeded;
  }

  /** Which limit. */
  public QueryAnswer.Exceeded exceeded() {
    return exceeded;
  }
}

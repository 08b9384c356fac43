package org.bricscodes.store;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a term's postings.
 *
 * @param fromMicros earliest time, inclusive
 * @param toMicros latest time, <b>exclusive</b>; a range that ends before it begins is empty
 * @param order direction of the postings returned; ids break ties in the same direction
 * @param after continue behind this posting (exclusive, in scan direction), as {@link
 *     PostingPage#next} gave it; null: from the beginning
 * @param limit postings at most, 1 to {@link Limits#MAX_PAGE}
 */
public record TermScan(
    Term term,
    long fromMicros,
    long toMicros,
    Scan.Order order,
    @Nullable Posting after,
    int limit) {

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  public TermScan(
      Term term,
      long fromMicros,
      long toMicros,
      Scan.Order order,
      @Nullable Posting after,
      int limit) {
    if (limit < 1 || limit > Limits.MAX_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to 10000");
    }
    this.term = term;
    this.fromMicros = fromMicros;
    this.toMicros = toMicros;
    this.order = order;
    this.after = after;
    this.limit = limit;
  }

  /** Everything a term has, newest first. */
  public static TermScan newest(Term term, int limit) {
    return new TermScan(term, Long.MIN_VALUE, Long.MAX_VALUE, Scan.Order.DESCENDING, null, limit);
  }

  /** The same scan, behind {@code cursor}. */
  public TermScan after(@Nullable Posting cursor) {
    return new TermScan(term, fromMicros, toMicros, order, cursor, limit);
  }
}

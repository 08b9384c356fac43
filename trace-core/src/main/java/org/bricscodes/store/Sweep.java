package org.bricscodes.store;

import org.jspecify.annotations.Nullable;

/**
 * One page of a walk over all rows of a table, whatever their partitions; see {@link Store#sweep}.
 *
 * @param after continue behind what an earlier page ended with, as {@link SweepPage#next()} gave
 *     it; null: from the beginning
 * @param limit rows at most, 1 to {@link Limits#MAX_PAGE}
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter object, never compared
public record Sweep(Table table, byte @Nullable [] after, int limit) {

  /** Bytes of the longest cursor. */
  public static final int MAX_CURSOR = 2 * Limits.MAX_KEY + 64;

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  public Sweep(Table table, byte @Nullable [] after, int limit) {
    if (limit < 1 || limit > Limits.MAX_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to 10000");
    }
    if (after != null && (after.length == 0 || after.length > MAX_CURSOR)) {
      throw new IllegalArgumentException("a sweep's cursor has 1 to 2112 bytes");
    }
    this.table = table;
    this.after = after;
    this.limit = limit;
  }

  /** The first page of a table. */
  public static Sweep of(Table table, int limit) {
    return new Sweep(table, null, limit);
  }

  /** The same sweep, behind {@code cursor}. */
  public Sweep after(byte @Nullable [] cursor) {
    return new Sweep(table, cursor, limit);
  }
}

package org.bricscodes.store;

import org.jspecify.annotations.Nullable;

/**
 * A range of one partition. A range that ends before it begins is empty.
 *
 * @param from lowest sort key, inclusive; null: from the beginning
 * @param to highest sort key, <b>exclusive</b>; null: to the end
 * @param order direction of the rows returned
 * @param after continue behind this sort key (exclusive, in scan direction), as {@link Page#next()}
 *     gave it
 * @param limit rows at most, 1 to {@link Limits#MAX_PAGE}
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter object, never compared
public record Scan(
    Table table,
    byte[] partition,
    byte @Nullable [] from,
    byte @Nullable [] to,
    Order order,
    byte @Nullable [] after,
    int limit) {

  /** Direction of a scan. */
  public enum Order {
    ASCENDING,
    DESCENDING
  }

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  public Scan(
      Table table,
      byte[] partition,
      byte @Nullable [] from,
      byte @Nullable [] to,
      Order order,
      byte @Nullable [] after,
      int limit) {
    if (partition.length == 0 || partition.length > Limits.MAX_KEY) {
      throw new IllegalArgumentException("partition takes 1 to 1024 bytes");
    }
    if (limit < 1 || limit > Limits.MAX_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to 10000");
    }
    this.table = table;
    this.partition = partition;
    this.from = from;
    this.to = to;
    this.order = order;
    this.after = after;
    this.limit = limit;
  }

  /** All rows of a partition, ascending. */
  public static Scan of(Table table, byte[] partition, int limit) {
    return new Scan(table, partition, null, null, Order.ASCENDING, null, limit);
  }

  /** The same scan, between these sort keys. */
  public Scan between(byte @Nullable [] first, byte @Nullable [] end) {
    return new Scan(table, partition, first, end, order, after, limit);
  }

  /** The same scan, from the highest sort key down. */
  public Scan descending() {
    return new Scan(table, partition, from, to, Order.DESCENDING, after, limit);
  }

  /** The same scan, behind {@code cursor}. */
  public Scan after(byte @Nullable [] cursor) {
    return new Scan(table, partition, from, to, order, cursor, limit);
  }
}

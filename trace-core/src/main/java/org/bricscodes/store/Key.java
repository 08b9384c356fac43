package org.bricscodes.store;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a row lives. The arrays are not copied: a key owns what it is given and callers leave it
 * alone.
 *
 * @param partition 1 to {@link Limits#MAX_KEY} bytes; rows of one partition are stored together
 * @param sort 0 to {@link Limits#MAX_KEY} bytes, ordered as unsigned bytes inside the partition
 */
@SuppressWarnings("ArrayRecordComponent") // hot path; equals and hashCode below compare contents
public record Key(Table table, byte[] partition, byte[] sort) {

  private static final byte[] NONE = {};

  public Key {
    if (partition.length == 0
        || partition.length > Limits.MAX_KEY
        || sort.length > Limits.MAX_KEY) {
      throw new IllegalArgumentException("partition takes 1 to 1024 bytes, sort 0 to 1024");
    }
  }

  /** The single row of a partition that needs no sort key. */
  public static Key of(Table table, byte[] partition) {
    return new Key(table, partition, NONE);
  }

  /** Bytes of both parts, for accounting. */
  int bytes() {
    return partition.length + sort.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key
        && table.equals(key.table)
        && Arrays.equals(partition, key.partition)
        && Arrays.equals(sort, key.sort);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * table.hashCode() + Arrays.hashCode(partition)) + Arrays.hashCode(sort);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return table.name() + "/" + hex.formatHex(partition) + "/" + hex.formatHex(sort);
  }
}

package org.bricscodes.store.rocksdb;

import java.util.Arrays;
import org.bricscodes.store.Key;
import org.bricscodes.store.Table;

/**
 * RocksDB's key of a row, permanent: the partition's length (one byte below 128, else two, the
 * first with its top bit set), the partition, the sort key. Rows of a partition stand together, in
 * sort order, and no partition's key begins another's.
 */
final class RowKey {

  private RowKey() {}

  static byte[] of(byte[] partition, byte[] sort) {
    int head = headLength(partition);
    byte[] key = new byte[head + sort.length];
    System.arraycopy(partition, 0, key, head - partition.length, partition.length);
    System.arraycopy(sort, 0, key, head, sort.length);
    if (partition.length < 128) {
      key[0] = (byte) partition.length;
    } else {
      key[0] = (byte) (0x80 | partition.length >>> 8);
      key[1] = (byte) partition.length;
    }
    return key;
  }

  /**
   * The inverse of {@link #of}.
   *
   * @throws IllegalArgumentException if no row has this key
   */
  static Key parse(Table table, byte[] row) {
    int length = row.length == 0 ? 0 : row[0];
    int before = 1;
    if (length < 0 && row.length > 1) {
      length = (length & 0x7f) << 8 | (row[1] & 0xff);
      before = 2;
    }
    int head = before + length;
    if (length < 1 || head > row.length || headLength(length) != head) {
      throw new IllegalArgumentException("no row has this key");
    }
    return new Key(
        table, Arrays.copyOfRange(row, before, head), Arrays.copyOfRange(row, head, row.length));
  }

  /** Bytes in front of the sort key. */
  static int headLength(byte[] partition) {
    return headLength(partition.length);
  }

  private static int headLength(int partitionLength) {
    return (partitionLength < 128 ? 1 : 2) + partitionLength;
  }
}

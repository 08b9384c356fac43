package org.bricscodes.store.rocksdb;

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

  /** Bytes in front of the sort key. */
  static int headLength(byte[] partition) {
    return (partition.length < 128 ? 1 : 2) + partition.length;
  }
}

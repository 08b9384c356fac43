package org.bricscodes.ledger.directory;

import java.util.Arrays;

/**
 * Where one log's checkpoints stand in the second log: sizes strictly increase with the entries, so
 * two sorted columns and a binary search find any of them, at 16 bytes each.
 */
final class SizeIndex {

  private long[] sizes = new long[64];
  private long[] entries = new long[64];
  private int count;

  /** Appends a checkpoint larger than all before. */
  void add(long size, long entry) {
    if (count > 0 && sizes[count - 1] >= size) {
      throw new IllegalStateException("checkpoint sizes increase");
    }
    if (count == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * count);
      entries = Arrays.copyOf(entries, 2 * count);
    }
    sizes[count] = size;
    entries[count] = entry;
    count++;
  }

  /** The entry of the checkpoint of this size, or -1. */
  long entryOf(long size) {
    int at = Arrays.binarySearch(sizes, 0, count, size);
    return at < 0 ? -1 : entries[at];
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** The largest size; there must be one. */
  long largest() {
    return sizes[count - 1];
  }

  /** The largest size whose entry lies below {@code published}, or -1. */
  long largestBelow(long published) {
    int at = Arrays.binarySearch(entries, 0, count, published);
    int above = at < 0 ? -at - 1 : at;
    return above == 0 ? -1 : sizes[above - 1];
  }
}

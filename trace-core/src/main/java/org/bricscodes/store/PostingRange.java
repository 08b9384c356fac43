package org.bricscodes.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a walk: sort keys from {@code low} (inclusive) to {@code high} (exclusive). Sort
 * keys run against time, so {@code low} is the latest end, and a walk with time is a descending
 * scan.
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record PostingRange(byte[] low, byte[] high, Scan.Order order) {

  private static final int LONGER_THAN_ANY = 8 + Posting.ID_BYTES + 1;

  static PostingRange of(long fromMicros, long toMicros, Scan.Order order) {
    byte[] high = new byte[LONGER_THAN_ANY];
    Arrays.fill(high, (byte) 0xFF);
    OrderedBytes.putLongDescending(high, 0, fromMicros);
    if (toMicros == Long.MIN_VALUE) {
      return new PostingRange(high, high, order);
    }
    byte[] low = new byte[8];
    OrderedBytes.putLongDescending(low, 0, toMicros - 1);
    return new PostingRange(low, high, order);
  }

  /** The part at or behind {@code start} in the direction of the walk. */
  PostingRange startingAt(@Nullable Posting start) {
    if (start == null) {
      return this;
    }
    return switch (order) {
      case ASCENDING -> {
        byte[] bound = OrderedBytes.after(start.sort());
        yield Arrays.compareUnsigned(bound, high) < 0 ? new PostingRange(low, bound, order) : this;
      }
      case DESCENDING -> {
        byte[] bound = start.sort();
        yield Arrays.compareUnsigned(bound, low) > 0 ? new PostingRange(bound, high, order) : this;
      }
    };
  }

  boolean isEmpty() {
    return Arrays.compareUnsigned(low, high) >= 0;
  }

  /** Hour of the earliest time within. */
  long lowestHour() {
    return TermKeys.hour(OrderedBytes.toLongDescending(high, 0));
  }

  /** Hour of the latest time within. */
  long highestHour() {
    return TermKeys.hour(OrderedBytes.toLongDescending(low, 0));
  }

  /** A page of the partition in the direction of the walk. */
  Scan page(Table table, byte[] partition, int limit) {
    return new Scan(table, partition, low, high, scanOrder(), null, limit);
  }

  /**
   * The same, of what is left behind a jump: as a page that follows on another, so that an engine
   * knows that there is much.
   */
  Scan nextPage(Table table, byte[] partition, int limit) {
    return switch (order) {
      case ASCENDING -> page(table, partition, limit).after(high);
      case DESCENDING -> page(table, partition, limit);
    };
  }

  /** The order of sort keys that is the direction of the walk. */
  Scan.Order scanOrder() {
    return switch (order) {
      case ASCENDING -> Scan.Order.DESCENDING;
      case DESCENDING -> Scan.Order.ASCENDING;
    };
  }

  /** Less than zero if {@code left} is passed before {@code right} in the direction of the walk. */
  int compare(Posting left, Posting right) {
    return switch (order) {
      case ASCENDING -> left.compareTo(right);
      case DESCENDING -> right.compareTo(left);
    };
  }
}

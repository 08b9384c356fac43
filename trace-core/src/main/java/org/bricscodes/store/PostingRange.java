package org.bricscodes.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is left of a walk: sort keys from {@code low} (inclusive) to {@code high} (exclusive). */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record PostingRange(byte[] low, byte[] high, Scan.Order order) {

  static PostingRange of(long fromMicros, long toMicros, Scan.Order order) {
    return new PostingRange(OrderedBytes.ofLong(fromMicros), OrderedBytes.ofLong(toMicros), order);
  }

  /** The part at or behind {@code start} in the direction of the walk. */
  PostingRange startingAt(@Nullable Posting start) {
    if (start == null) {
      return this;
    }
    return switch (order) {
      case ASCENDING -> {
        byte[] bound = start.sort();
        yield Arrays.compareUnsigned(bound, low) > 0 ? new PostingRange(bound, high, order) : this;
      }
      case DESCENDING -> {
        byte[] bound = OrderedBytes.after(start.sort());
        yield Arrays.compareUnsigned(bound, high) < 0 ? new PostingRange(low, bound, order) : this;
      }
    };
  }

  boolean isEmpty() {
    return Arrays.compareUnsigned(low, high) >= 0;
  }

  /** Hour of the earliest time within. */
  long lowestHour() {
    return TermKeys.hour(OrderedBytes.toLong(low, 0));
  }

  /** Hour of the latest time within, or one later. */
  long highestHour() {
    return TermKeys.hour(OrderedBytes.toLong(high, 0));
  }

  Scan page(Table table, byte[] partition, int limit) {
    return new Scan(table, partition, low, high, order, null, limit);
  }

  /** Less than zero if {@code left} is passed before {@code right} in the direction of the walk. */
  int compare(Posting left, Posting right) {
    return switch (order) {
      case ASCENDING -> left.compareTo(right);
      case DESCENDING -> right.compareTo(left);
    };
  }
}

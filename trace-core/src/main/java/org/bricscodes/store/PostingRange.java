package org.bricscodes.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a walk: sort keys from {@code low} (inclusive) to {@code high} (exclusive), all
 * of which begin with {@code lead}. Sort keys run against time, so {@code low} is the latest end,
 * and a walk with time is a descending scan.
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record PostingRange(byte[] lead, byte[] low, byte[] high, Scan.Order order) {

  private static final int LONGER_THAN_ANY = 8 + Posting.ID_BYTES + 1;

  static PostingRange of(byte[] lead, long fromMicros, long toMicros, Scan.Order order) {
    byte[] high = Arrays.copyOf(lead, lead.length + LONGER_THAN_ANY);
    Arrays.fill(high, lead.length, high.length, (byte) 0xFF);
    OrderedBytes.putLongDescending(high, lead.length, fromMicros);
    if (toMicros == Long.MIN_VALUE) {
      return new PostingRange(lead, high, high, order);
    }
    byte[] low = Arrays.copyOf(lead, lead.length + 8);
    OrderedBytes.putLongDescending(low, lead.length, toMicros - 1);
    return new PostingRange(lead, low, high, order);
  }

  /** The part at or behind {@code start} in the direction of the walk. */
  PostingRange startingAt(@Nullable Posting start) {
    if (start == null) {
      return this;
    }
    return switch (order) {
      case ASCENDING -> {
        byte[] bound = OrderedBytes.after(sort(start));
        yield Arrays.compareUnsigned(bound, high) < 0
            ? new PostingRange(lead, low, bound, order)
            : this;
      }
      case DESCENDING -> {
        byte[] bound = sort(start);
        yield Arrays.compareUnsigned(bound, low) > 0
            ? new PostingRange(lead, bound, high, order)
            : this;
      }
    };
  }

  boolean isEmpty() {
    return Arrays.compareUnsigned(low, high) >= 0;
  }

  boolean contains(byte[] sort) {
    return Arrays.compareUnsigned(low, sort) <= 0 && Arrays.compareUnsigned(sort, high) < 0;
  }

  /** The sort key of a posting. */
  byte[] sort(Posting posting) {
    return posting.sort(lead);
  }

  /** The posting with this sort key. */
  Posting posting(byte[] sort) {
    return Posting.ofSort(sort, lead.length);
  }

  /** Hour of the earliest time within. */
  long lowestHour() {
    return TermKeys.hour(OrderedBytes.toLongDescending(high, lead.length));
  }

  /** Hour of the latest time within. */
  long highestHour() {
    return TermKeys.hour(OrderedBytes.toLongDescending(low, lead.length));
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

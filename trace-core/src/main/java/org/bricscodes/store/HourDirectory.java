package org.bricscodes.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hours of a hot term that hold anything, walked in the direction of a range. */
final class HourDirectory {

  /** One hour and the shards it is split into. */
  record Hour(long number, List<Integer> shards) {}

  private static final int PAGE = 64;

  private final Store store;
  private final Scan.Order order;
  private Scan scan;
  private List<Page.Row> rows = List.of();
  private int index;
  private boolean more;

  HourDirectory(Store store, Table table, byte[] hash, PostingRange range) {
    this.store = store;
    this.order = range.order();
    byte[] low = first(range.highestHour());
    byte[] high = behind(range.lowestHour());
    this.scan = new Scan(table, hash, low, high, range.scanOrder(), null, PAGE);
    this.more = !range.isEmpty();
  }

  /** The next hour, or null when there is none. */
  @Nullable Hour next() {
    Page.Row row = peek();
    if (row == null) {
      return null;
    }
    long number = OrderedBytes.toLongDescending(row.sort(), 0);
    List<Integer> shards = new ArrayList<>(1);
    while (row != null && OrderedBytes.toLongDescending(row.sort(), 0) == number) {
      shards.add(Byte.toUnsignedInt(row.sort()[TermKeys.HOUR_BYTES - 1]));
      index++;
      row = peek();
    }
    return new Hour(number, shards);
  }

  /** Skips the hours in front of {@code wanted}. */
  void seek(long wanted) {
    while (index < rows.size() && isBefore(rows.get(index), wanted)) {
      index++;
    }
    if (index == rows.size() && more) {
      scan =
          switch (order) {
            case ASCENDING -> scan.between(scan.from(), behind(wanted));
            case DESCENDING -> scan.between(first(wanted), scan.to());
          };
    }
  }

  /** Where the rows of an hour begin. */
  private static byte[] first(long hour) {
    byte[] key = new byte[8];
    OrderedBytes.putLongDescending(key, 0, hour);
    return key;
  }

  /** Behind the rows of an hour, whatever their shard. */
  private static byte[] behind(long hour) {
    return OrderedBytes.concat(first(hour), new byte[] {(byte) 0xFF, 0});
  }

  private boolean isBefore(Page.Row row, long wanted) {
    int comparison = Long.compare(OrderedBytes.toLongDescending(row.sort(), 0), wanted);
    return switch (order) {
      case ASCENDING -> comparison < 0;
      case DESCENDING -> comparison > 0;
    };
  }

  private Page.@Nullable Row peek() {
    if (index == rows.size() && more) {
      Page page = store.scan(scan);
      rows = page.rows();
      index = 0;
      more = page.next() != null;
      scan = scan.after(page.next());
    }
    return index < rows.size() ? rows.get(index) : null;
  }
}

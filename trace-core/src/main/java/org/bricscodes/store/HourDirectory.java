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
  private Scan scan;
  private List<Page.Row> rows = List.of();
  private int index;
  private boolean more;

  HourDirectory(Store store, Table table, byte[] hash, PostingRange range) {
    this.store = store;
    byte[] low = OrderedBytes.ofLong(range.lowestHour());
    // The highest hour is wanted whole: any shard byte follows its 8 bytes.
    byte[] high = OrderedBytes.ofLong(range.highestHour() + 1);
    this.scan = new Scan(table, hash, low, high, range.order(), null, PAGE);
    this.more = !range.isEmpty();
  }

  /** The next hour, or null when there is none. */
  @Nullable Hour next() {
    Page.Row row = peek();
    if (row == null) {
      return null;
    }
    long number = OrderedBytes.toLong(row.sort(), 0);
    List<Integer> shards = new ArrayList<>(1);
    while (row != null && OrderedBytes.toLong(row.sort(), 0) == number) {
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
      byte[] bound = OrderedBytes.ofLong(wanted);
      scan =
          switch (scan.order()) {
            case ASCENDING -> within(bound, scan.to());
            case DESCENDING -> within(scan.from(), OrderedBytes.ofLong(wanted + 1));
          };
    }
  }

  private Scan within(byte @Nullable [] from, byte @Nullable [] to) {
    return new Scan(scan.table(), scan.partition(), from, to, scan.order(), scan.after(), PAGE);
  }

  private boolean isBefore(Page.Row row, long wanted) {
    int comparison = Long.compare(OrderedBytes.toLong(row.sort(), 0), wanted);
    return switch (scan.order()) {
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

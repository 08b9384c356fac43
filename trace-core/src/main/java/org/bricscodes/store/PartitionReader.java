package org.bricscodes.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the postings of one partition page by page. Pages begin small and grow while the walk is
 * sequential, so that a jump reads little and a long walk asks seldom.
 */
final class PartitionReader implements PostingReader {

  static final int FIRST_PAGE = 16;
  private static final int LARGEST_PAGE = 1024;

  private final Store store;
  private final Table table;
  private final byte[] partition;
  private final PostingRange range;

  private List<Page.Row> rows = List.of();
  private int index;
  private boolean more;
  private int pageRows;
  private @Nullable Posting current;

  /**
   * @param expected how many postings will likely be read
   */
  PartitionReader(Store store, Table table, byte[] partition, PostingRange range, int expected) {
    this(
        store,
        table,
        partition,
        range,
        expected,
        range.isEmpty()
            ? new Page(List.of(), null)
            : store.scan(firstPage(table, partition, range, expected)));
  }

  /**
   * @param first what {@link #firstPage} asks for
   */
  PartitionReader(
      Store store, Table table, byte[] partition, PostingRange range, int expected, Page first) {
    this.store = store;
    this.table = table;
    this.partition = partition;
    this.range = range;
    this.pageRows = pageRows(expected);
    take(first);
  }

  /** What a reader of a range that is not empty begins with. */
  static Scan firstPage(Table table, byte[] partition, PostingRange range, int expected) {
    return range.page(table, partition, pageRows(expected));
  }

  /** One more than asked for tells whether there is a next page. */
  private static int pageRows(int expected) {
    return Math.clamp(expected + 1L, 1, LARGEST_PAGE);
  }

  @Override
  public @Nullable Posting current() {
    return current;
  }

  @Override
  public @Nullable Posting next() {
    if (current == null) {
      return null;
    }
    if (index + 1 < rows.size()) {
      stand(index + 1);
    } else if (more) {
      pageRows = Math.min(pageRows * 4, LARGEST_PAGE);
      load(range.page(table, partition, pageRows).after(range.sort(current)));
    } else {
      current = null;
    }
    return current;
  }

  @Override
  public @Nullable Posting seek(Posting target) {
    if (current == null || range.compare(current, target) >= 0) {
      return current;
    }
    if (range.compare(range.posting(rows.getLast().sort()), target) >= 0) {
      stand(firstAtOrBehind(target));
    } else if (more) {
      pageRows = FIRST_PAGE;
      PostingRange rest = range.startingAt(target);
      if (rest.isEmpty()) {
        current = null;
      } else {
        load(rest.nextPage(table, partition, pageRows));
      }
    } else {
      current = null;
    }
    return current;
  }

  /** Binary search behind the current row; the last row is known to be far enough. */
  private int firstAtOrBehind(Posting target) {
    int low = index + 1;
    int high = rows.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (range.compare(range.posting(rows.get(middle).sort()), target) >= 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void load(Scan scan) {
    take(store.scan(scan));
  }

  private void take(Page page) {
    rows = page.rows();
    more = page.next() != null;
    if (rows.isEmpty()) {
      current = null;
    } else {
      stand(0);
    }
  }

  private void stand(int at) {
    index = at;
    current = range.posting(rows.get(at).sort());
  }
}

package org.bricscodes.store.rocksdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bricscodes.store.Limits;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * One {@link Scan} as a walk of a RocksDB iterator between two bounds.
 *
 * <p><b>Backwards</b>, few postings are read forwards and turned round. Where a file of a level
 * holds nothing of a partition, RocksDB walks backwards into the file before it and reads its last
 * block, without a look at the lower bound, on every level and for every partition that is asked
 * for; going forwards it stops at the upper bound. Most partitions of postings hold a handful of
 * rows, or none. Behind a cursor there are more, so the way is not tried there. Nothing is deleted
 * in partitions that are read backwards, so it meets no heap of deleted rows.
 */
final class RowScan {

  private static final byte[] NONE = {};
  private static final int ROWS_PER_INTERRUPT_CHECK = 256;

  /** What is read forwards for a walk backwards, before it is known whether that is all. */
  private static final int FEW = 32;

  private final Scan scan;
  private final int head;
  private final byte[] low;
  private final byte[] high;
  private final boolean endless;

  RowScan(Scan scan) {
    this.scan = scan;
    this.head = RowKey.headLength(scan.partition());
    this.low = low(scan);
    byte[] to = to(scan);
    this.endless = to == null;
    this.high = to == null ? behind(scan.partition()) : RowKey.of(scan.partition(), to);
  }

  Page run(Database database) throws RocksDBException {
    if (Arrays.compareUnsigned(low, high) >= 0) {
      return new Page(List.of(), null);
    }
    if (scan.order() == Scan.Order.DESCENDING
        && scan.after() == null
        && scan.table().shape() == Table.Shape.POSTINGS) {
      Page few = fewTurnedRound(database);
      if (few != null) {
        return few;
      }
    }
    return walk(database);
  }

  /** The page, however much there is. */
  Page walk(Database database) throws RocksDBException {
    try (Slice lowest = new Slice(low);
        Slice behind = new Slice(high);
        ReadOptions options = between(lowest, behind, isFiltered());
        RocksIterator rows = database.iterator(scan.table(), options)) {
      switch (scan.order()) {
        case ASCENDING -> rows.seek(low);
        case DESCENDING -> rows.seekForPrev(high);
      }
      Page page = page(rows);
      // An iterator that met an error looks like one at its end.
      rows.status();
      return page;
    }
  }

  /** All there is, backwards; null if it is more than a few, or than was asked for. */
  private @Nullable Page fewTurnedRound(Database database) throws RocksDBException {
    try (Slice lowest = new Slice(low);
        Slice behind = new Slice(high);
        ReadOptions options = between(lowest, behind, head >= Families.POSTING_PREFIX);
        RocksIterator rows = database.iterator(scan.table(), options)) {
      return few(rows);
    }
  }

  /**
   * Whether {@link #few(RocksIterator)} may be tried by an iterator of the postings of one prefix
   * after the other.
   */
  boolean isOfOnePrefix() {
    return scan.table().shape() == Table.Shape.POSTINGS
        && scan.after() == null
        && head >= Families.POSTING_PREFIX
        && Arrays.compareUnsigned(low, high) < 0;
  }

  /**
   * The page, by an iterator that may stand anywhere and go on behind the end; null if it is one
   * backwards, and there is more than a few, or than was asked for.
   */
  @Nullable Page few(RocksIterator rows) throws RocksDBException {
    boolean backwards = scan.order() == Scan.Order.DESCENDING;
    int most = backwards ? Math.min(scan.limit(), FEW) : scan.limit();
    List<Page.Row> few = new ArrayList<>();
    long bytes = 0;
    for (rows.seek(low); rows.isValid(); rows.next()) {
      byte[] key = rows.key();
      if (Arrays.compareUnsigned(key, high) >= 0) {
        break;
      }
      if (few.size() == most || bytes >= Limits.MAX_PAGE_BYTES) {
        return backwards ? null : new Page(few, few.getLast().sort().clone());
      }
      byte[] value = rows.value();
      bytes += value.length;
      few.add(row(key, value));
    }
    rows.status();
    return new Page(backwards ? few.reversed() : few, null);
  }

  private static ReadOptions between(Slice lowest, Slice behind, boolean filtered) {
    return new ReadOptions()
        .setIterateLowerBound(lowest)
        .setIterateUpperBound(behind)
        .setTotalOrderSeek(!filtered);
  }

  private Page.Row row(byte[] key, byte[] value) {
    return new Page.Row(Arrays.copyOfRange(key, head, key.length), value);
  }

  private Page page(RocksIterator rows) {
    List<Page.Row> page = new ArrayList<>(Math.min(scan.limit(), 64));
    long bytes = 0;
    while (rows.isValid()) {
      if (page.size() == scan.limit() || bytes >= Limits.MAX_PAGE_BYTES) {
        return new Page(page, page.getLast().sort().clone());
      }
      byte[] value = rows.value();
      page.add(row(rows.key(), value));
      bytes += value.length;
      if (page.size() % ROWS_PER_INTERRUPT_CHECK == 0 && Thread.currentThread().isInterrupted()) {
        throw new StoreException.Interrupted();
      }
      switch (scan.order()) {
        case ASCENDING -> rows.next();
        case DESCENDING -> rows.prev();
      }
    }
    return new Page(page, null);
  }

  /**
   * Whether files without this partition may be skipped by the postings' filter: the key sought
   * must carry the whole prefix the filter is made of, and it must be the partition's.
   */
  private boolean isFiltered() {
    return scan.table().shape() == Table.Shape.POSTINGS
        && head >= Families.POSTING_PREFIX
        && !(endless && scan.order() == Scan.Order.DESCENDING);
  }

  private static byte[] low(Scan scan) {
    byte[] from = scan.from();
    byte[] after = scan.after();
    byte[] bound = from == null ? NONE : from;
    if (after != null && scan.order() == Scan.Order.ASCENDING) {
      byte[] next = OrderedBytes.after(after);
      bound = Arrays.compareUnsigned(next, bound) > 0 ? next : bound;
    }
    return RowKey.of(scan.partition(), bound);
  }

  private static byte @Nullable [] to(Scan scan) {
    byte[] to = scan.to();
    byte[] after = scan.after();
    if (after == null || scan.order() == Scan.Order.ASCENDING) {
      return to;
    }
    return to == null || Arrays.compareUnsigned(after, to) < 0 ? after : to;
  }

  private static byte[] behind(byte[] partition) {
    byte[] bound = OrderedBytes.afterPrefix(RowKey.of(partition, NONE));
    if (bound == null) {
      throw new IllegalStateException("a row key begins with a length, never with all ones");
    }
    return bound;
  }
}

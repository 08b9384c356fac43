package org.bricscodes.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * One {@link Sweep} as a walk of a RocksDB iterator over a whole family, in the order of {@link
 * RowKey}s. The cursor is the last key.
 */
final class RowSweep {

  private static final int ROWS_PER_INTERRUPT_CHECK = 256;
  private static final long READ_AHEAD = 2L << 20;

  private final Sweep sweep;

  RowSweep(Sweep sweep) {
    this.sweep = sweep;
    byte[] after = sweep.after();
    if (after != null) {
      var _ = RowKey.parse(sweep.table(), after);
    }
  }

  SweepPage run(Database database) throws RocksDBException {
    try (ReadOptions options =
            new ReadOptions()
                .setTotalOrderSeek(true)
                .setReadaheadSize(READ_AHEAD)
                // What is read once would only push out of the cache what is read often.
                .setFillCache(false);
        RocksIterator rows = database.iterator(sweep.table(), options)) {
      byte[] after = sweep.after();
      if (after == null) {
        rows.seekToFirst();
      } else {
        rows.seek(OrderedBytes.after(after));
      }
      SweepPage page = page(rows);
      // An iterator that met an error looks like one at its end.
      rows.status();
      return page;
    }
  }

  private SweepPage page(RocksIterator rows) {
    List<SweepPage.Entry> page = new ArrayList<>(Math.min(sweep.limit(), 1_024));
    byte[] last = {};
    long bytes = 0;
    while (rows.isValid()) {
      if (page.size() == sweep.limit() || bytes >= Limits.MAX_PAGE_BYTES) {
        return new SweepPage(page, last);
      }
      last = rows.key();
      byte[] value = rows.value();
      page.add(new SweepPage.Entry(stored(last), value));
      bytes += value.length;
      if (page.size() % ROWS_PER_INTERRUPT_CHECK == 0 && Thread.currentThread().isInterrupted()) {
        throw new StoreException.Interrupted();
      }
      rows.next();
    }
    return new SweepPage(page, null);
  }

  private Key stored(byte[] row) {
    try {
      return RowKey.parse(sweep.table(), row);
    } catch (IllegalArgumentException e) {
      throw new StoreException.Corrupt("a row's key cannot be read: the store is damaged", e);
    }
  }
}

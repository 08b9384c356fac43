package org.bricscodes.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Several {@link Scan}s. Those of postings go by one iterator for as long as their table is the
 * same: making one costs more than moving it, the more files there are. It has no bounds of its
 * own, but ends with the prefix it was set on, which is what lets it pass over files that do not
 * hold that. What is more than a few rows is read again by a {@link RowScan} of its own, as any
 * other scan is.
 */
final class RowScans implements AutoCloseable {

  private final Database database;
  private final ReadOptions options = new ReadOptions().setPrefixSameAsStart(true);
  private @Nullable Table table;
  private @Nullable RocksIterator rows;

  private RowScans(Database database) {
    this.database = database;
  }

  static List<Page> run(List<Scan> scans, Database database) throws RocksDBException {
    List<Page> pages = new ArrayList<>(scans.size());
    try (RowScans all = new RowScans(database)) {
      for (Scan scan : scans) {
        if (Thread.currentThread().isInterrupted()) {
          throw new StoreException.Interrupted();
        }
        pages.add(all.page(scan));
      }
    }
    return pages;
  }

  private Page page(Scan scan) throws RocksDBException {
    RowScan one = new RowScan(scan);
    if (!one.isOfOnePrefix()) {
      return one.run(database);
    }
    Page few = one.few(postings(scan.table()));
    return few == null ? one.walk(database) : few;
  }

  private RocksIterator postings(Table wanted) {
    if (rows == null || !wanted.equals(table)) {
      closeIterator();
      rows = database.iterator(wanted, options);
      table = wanted;
    }
    return rows;
  }

  private void closeIterator() {
    if (rows != null) {
      rows.close();
    }
  }

  @Override
  public void close() {
    closeIterator();
    options.close();
  }
}

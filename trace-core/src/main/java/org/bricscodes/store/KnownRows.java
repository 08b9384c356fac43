package org.bricscodes.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers which rows are in the store, for rows that many records bring and that are never
 * deleted, so that each is written a few times and not with every record. Only what was read back
 * is remembered as there: a row merely handed to a caller may never have been written. What is
 * remembered stays true.
 *
 * <p>The first to bring a row is not asked to wait for a look whether it is there: most such looks
 * find nothing, and in a large store each costs a block of every level. It writes the row, which
 * changes nothing where it was written before.
 *
 * <p>Safe for use from any thread; {@link #contains} may read the store and block.
 */
public final class KnownRows {

  private static final int MAX_REMEMBERED = 1 << 16;
  private static final long MAX_BYTES = 16L << 20;

  /** What an entry takes besides its bytes, about. */
  private static final long ENTRY_BYTES = 150;

  private final Store store;

  /** Whether each was read back; the others were only asked for. */
  private final ConcurrentMap<Key, Boolean> rows = new ConcurrentHashMap<>();

  private final AtomicLong bytes = new AtomicLong();

  public KnownRows(Store store) {
    this.store = store;
  }

  /** Whether the row is known to be in the store; when it is not, write it. */
  public boolean contains(Key row) {
    Boolean read = rows.get(row);
    if (read == null) {
      long size = ENTRY_BYTES + row.partition().length + row.sort().length;
      if (bytes.addAndGet(size) > MAX_BYTES || rows.size() >= MAX_REMEMBERED) {
        // Forgetting costs a write and a read for each row that is needed again.
        rows.clear();
        bytes.set(size);
      }
      rows.put(row, false);
      return false;
    }
    if (!read && store.get(row) != null) {
      rows.put(row, true);
      return true;
    }
    return read;
  }
}

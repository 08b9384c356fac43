package org.bricscodes.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which rows are in the store, for rows that many records bring and that are never
 * deleted, so that each is written a few times and not with every record. Only what was read back
 * is remembered: a row merely handed to a caller may never have been written. What is remembered
 * stays true.
 *
 * <p>Safe for use from any thread; {@link #contains} may read the store and block.
 */
public final class KnownRows {

  private static final int MAX_REMEMBERED = 1 << 16;

  private final Store store;
  private final Set<Key> seen = ConcurrentHashMap.newKeySet();

  public KnownRows(Store store) {
    this.store = store;
  }

  /** Whether the row is known to be in the store; when it is not, write it. */
  public boolean contains(Key row) {
    if (seen.contains(row)) {
      return true;
    }
    if (store.get(row) == null) {
      return false;
    }
    if (seen.size() >= MAX_REMEMBERED) {
      // Forgetting costs one read per row that is needed again.
      seen.clear();
    }
    seen.add(row);
    return true;
  }
}

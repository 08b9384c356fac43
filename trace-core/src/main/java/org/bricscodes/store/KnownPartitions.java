package org.bricscodes.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which directory rows are in the store, so that each is written a few times and not with
 * every record. Only what was read back is remembered: a row merely handed to a caller may never
 * have been written. Directory rows are never deleted, so what is remembered stays true.
 */
final class KnownPartitions {

  private static final int MAX_REMEMBERED = 1 << 16;

  private final Store store;
  private final Set<Key> seen = ConcurrentHashMap.newKeySet();

  KnownPartitions(Store store) {
    this.store = store;
  }

  boolean contains(Key directory) {
    if (seen.contains(directory)) {
      return true;
    }
    if (store.get(directory) == null) {
      return false;
    }
    if (seen.size() >= MAX_REMEMBERED) {
      // Forgetting costs one read per row that is needed again.
      seen.clear();
    }
    seen.add(directory);
    return true;
  }
}

package org.bricscodes.store.rocksdb;

import java.util.Optional;

/**
 * What a deployment may want to choose.
 *
 * @param cacheBytes memory for cached blocks of all tables, 1 MiB or more; indexes and filters come
 *     on top
 * @param queuedCalls writing calls waiting at most, 1 or more
 * @param queuedBytes bytes waiting in them at most; a single larger call is taken when none waits
 * @param readThreads threads that share the work of one {@link org.bricscodes.store.Store#getAll},
 *     1 to 64; cold reads gain from many
 * @param changes empty: nobody reads changes again, and log files go when RocksDB is done with them
 */
public record RocksSettings(
    long cacheBytes,
    int queuedCalls,
    long queuedBytes,
    int readThreads,
    Optional<ChangeLog> changes) {

  /** Right for a machine of a few cores and gigabytes. */
  public static final RocksSettings DEFAULT =
      new RocksSettings(256L << 20, 8192, 128L << 20, 16, Optional.empty());

  public RocksSettings {
    if (cacheBytes < 1 << 20) {
      throw new IllegalArgumentException("cacheBytes must be 1 MiB or more");
    }
    if (queuedCalls < 1 || queuedBytes < 1) {
      throw new IllegalArgumentException("queuedCalls and queuedBytes must be 1 or more");
    }
    if (readThreads < 1 || readThreads > 64) {
      throw new IllegalArgumentException("readThreads must be 1 to 64");
    }
  }

  /** The same, with changes that can be read again. */
  public RocksSettings with(ChangeLog log) {
    return new RocksSettings(cacheBytes, queuedCalls, queuedBytes, readThreads, Optional.of(log));
  }
}

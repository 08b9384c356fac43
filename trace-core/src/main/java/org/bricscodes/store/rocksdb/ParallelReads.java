package org.bricscodes.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.store.Key;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Splits a large batch of keys among threads: RocksDB reads the keys of one call one after the
 * other, and a disk serves many requests at once.
 */
final class ParallelReads implements AutoCloseable {

  /** Below this a part is not worth a hand-over. */
  private static final int PART = 8;

  /** Reads some keys, in order. */
  interface Reader {
    List<byte @Nullable []> read(List<Key> keys) throws RocksDBException;
  }

  private final int threads;
  private final ExecutorService pool;

  ParallelReads(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("store-reader-", 0).factory());
  }

  List<byte @Nullable []> read(List<Key> keys, Reader reader) throws RocksDBException {
    int parts = Math.clamp(keys.size() / PART, 1, threads);
    if (parts == 1) {
      return reader.read(keys);
    }
    int size = Math.ceilDiv(keys.size(), parts);
    List<Future<List<byte @Nullable []>>> others = new ArrayList<>(parts);
    for (int from = size; from < keys.size(); from += size) {
      List<Key> part = keys.subList(from, Math.min(from + size, keys.size()));
      others.add(pool.submit(() -> reader.read(part)));
    }
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    try {
      values.addAll(reader.read(keys.subList(0, size)));
    } finally {
      // Even after a failure: no part may still be reading when the caller lets go of the store.
      finish(others, values);
    }
    return values;
  }

  @Override
  public void close() {
    pool.close();
  }

  private static void finish(
      List<Future<List<byte @Nullable []>>> parts, List<byte @Nullable []> values)
      throws RocksDBException {
    boolean interrupted = false;
    Throwable failure = null;
    for (Future<List<byte @Nullable []>> part : parts) {
      while (true) {
        try {
          values.addAll(part.get());
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          failure = e.getCause();
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    switch (failure) {
      case null -> {}
      case RocksDBException e -> throw e;
      case Throwable e -> throw new StoreException.Unavailable("a read from the store failed", e);
    }
  }
}

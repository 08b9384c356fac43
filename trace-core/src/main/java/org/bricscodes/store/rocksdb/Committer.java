package org.bricscodes.store.rocksdb;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The one thread that writes. It takes what waits, up to a bound, as one batch; one synced write
 * makes the batch durable and visible at once; then it tells every caller. While it syncs, the next
 * batch gathers, so batches grow with the load and a single caller waits for one sync only.
 *
 * <p>When a write fails nobody can say what is on disk until the log is replayed, and a failed
 * fsync is never tried again, since the kernel may have dropped what it could not write. So the
 * committer ends: that batch, everything waiting and every later call fail until the store is
 * opened again. Readers go on: RocksDB shows a batch only once its log record is synced, so they
 * see what was acknowledged, and of the failed batch what is durable or nothing.
 */
final class Committer {

  private static final Logger LOG = System.getLogger(Committer.class.getName());
  private static final int BATCH_CALLS = 512;
  private static final long BATCH_BYTES = 8 << 20;

  /** Where batches go: in production the database itself. */
  interface Disk {
    /** Makes a batch durable, then visible, as one. */
    void write(WriteBatch batch) throws RocksDBException;
  }

  private final Database database;
  private final Disk disk;
  private final CallQueue queue;
  private final Thread thread;
  private final Optional<InstantSource> clock;
  private volatile @Nullable StoreException failure;

  /**
   * @param clock marks batches with their time; empty: they carry none
   */
  Committer(Database database, Disk disk, CallQueue queue, Optional<InstantSource> clock) {
    this.clock = clock;
    this.database = database;
    this.disk = disk;
    this.queue = queue;
    this.thread = Thread.ofPlatform().daemon().name("store-committer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Why nothing can be written any more, or null. */
  @Nullable StoreException failure() {
    return failure;
  }

  /** Refuses further calls and returns when those accepted are done. */
  void drain() {
    if (Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("the store cannot be closed by one of its own callbacks");
    }
    queue.close(new StoreException.Unavailable("the store is closed"));
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    for (List<Call> calls = take(); !calls.isEmpty(); calls = take()) {
      StoreException failed = failure;
      if (failed != null) {
        fail(calls, failed);
        continue;
      }
      try {
        commit(calls);
      } catch (RocksDBException | RuntimeException | Error e) {
        // A committer that dies silently would leave its callers waiting for ever.
        fail(calls, failed(e));
      }
    }
  }

  private List<Call> take() {
    return queue.take(BATCH_CALLS, BATCH_BYTES);
  }

  private void commit(List<Call> calls) throws RocksDBException {
    List<Runnable> answers = new ArrayList<>(calls.size());
    try (Commit commit = new Commit(database)) {
      if (clock.isPresent()) {
        commit.batch().putLogData(LogReader.mark(clock.get().millis()));
      }
      for (Call call : calls) {
        answers.add(
            switch (call) {
              case Call.Plain plain -> {
                commit.add(plain);
                yield () -> plain.answer().complete(null);
              }
              case Call.Conditional conditional -> {
                CasResult result = commit.add(conditional);
                yield () -> conditional.answer().complete(result);
              }
            });
      }
      // A crash before this returns leaves all of the batch or nothing, and nobody was told.
      disk.write(commit.batch());
    }
    answers.forEach(Runnable::run);
  }

  private StoreException failed(Throwable cause) {
    StoreException unavailable =
        new StoreException.Unavailable(
            "a write to the store failed; open the store again to continue", cause);
    LOG.log(Level.ERROR, "a write to the store failed; it must be opened again", cause);
    failure = unavailable;
    queue.close(unavailable);
    return unavailable;
  }

  private static void fail(List<Call> calls, StoreException failure) {
    for (Call call : calls) {
      call.fail(failure);
    }
  }
}

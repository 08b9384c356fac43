package org.bricscodes.api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bricscodes.moving.Backup;
import org.bricscodes.moving.Backups;
import org.bricscodes.moving.Snapshot;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.TransparencyLog;
import org.jspecify.annotations.Nullable;

/**
 * Backups taken while the service runs, one at a time, on a thread of their own. What is under way
 * when the service stops is left over as a partial folder, which the next one removes.
 */
final class OnlineBackups implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(OnlineBackups.class.getName());

  private final Backups backups;
  private final int keep;
  private final boolean followed;
  private final RocksStore store;
  private final TransparencyLog log;
  private final Path scratch;
  private final Clock clock;
  private final RandomGenerator random;
  private @Nullable Thread running;
  private @Nullable Instant since;
  private @Nullable String failure;

  OnlineBackups(
      BackupSettings settings,
      RocksStore store,
      TransparencyLog log,
      Path data,
      Clock clock,
      RandomGenerator random) {
    this.backups = new Backups(settings.folder());
    this.keep = settings.keep();
    this.followed = settings.changes().isPresent();
    this.store = store;
    this.log = log;
    this.scratch = data.toAbsolutePath().resolve("backup-scratch");
    this.clock = clock;
    this.random = random;
  }

  /**
   * How backups stand.
   *
   * @param done those that are whole, oldest first
   * @param since when the one under way was begun; null: none is
   * @param failure why the last one failed; null: it did not
   */
  record State(List<Backup> done, @Nullable Instant since, @Nullable String failure) {
    // Spelled out: in an implicit constructor's class file the parameters lose their @Nullable.
    State(List<Backup> done, @Nullable Instant since, @Nullable String failure) {
      this.done = List.copyOf(done);
      this.since = since;
      this.failure = failure;
    }
  }

  /** Begins one; false if one is under way. */
  synchronized boolean begin() {
    if (running != null) {
      return false;
    }
    failure = null;
    since = clock.instant();
    running = Thread.ofPlatform().name("trace-backup").daemon().start(this::take);
    return true;
  }

  State state() throws IOException {
    List<Backup> done = backups.list();
    synchronized (this) {
      return new State(done, since, failure);
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever went wrong is told to the operator
  private void take() {
    String failed = null;
    try {
      Backup made =
          backups.take(snapshot(), log, LogOptions.standard(clock, random), scratch, keep, clock);
      LOG.log(System.Logger.Level.INFO, "backup {0} is whole: {1} rows", made.name(), made.rows());
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a backup failed", e);
      failed = String.valueOf(e.getMessage());
    }
    synchronized (this) {
      running = null;
      since = null;
      failure = failed;
    }
  }

  private Snapshot snapshot() {
    return new Snapshot() {
      @Override
      public void copyTo(Path folder) {
        store.snapshot(folder);
      }

      @Override
      public long verify(Path folder) {
        return RocksStore.verify(folder, Assembly.tables());
      }

      @Override
      public String history() {
        return followed ? store.history() : "";
      }

      @Override
      public long lastChange(Path folder) {
        return RocksStore.lastChange(folder, Assembly.tables());
      }
    };
  }

  /** Gives the one under way up, and waits until it has let go of the store. */
  @Override
  public void close() {
    Thread thread;
    synchronized (this) {
      thread = running;
    }
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

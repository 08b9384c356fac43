package org.bricscodes.store.rocksdb;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.StampedLock;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Admission;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.StoreInfo;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * {@link Store} in a directory of this machine, on RocksDB. Stronger than the contract in one
 * point: a whole call is atomic, whatever partitions it touches.
 *
 * <p>One process may have a directory open. Reads run in the calling thread, except that {@link
 * #getAll} of many keys shares them among a few threads of its own; a read in native code holds the
 * carrier of a virtual thread. Stages complete on the committing thread.
 */
public final class RocksStore implements Store {

  private final Admission admission;
  private final Natives natives;
  private final Database database;
  private final CallQueue queue;
  private final Committer committer;
  private final ParallelReads parallel;
  private volatile String history;

  /** Readers hold it shared; closing takes it alone, so nothing is freed under a reader. */
  private final StampedLock open = new StampedLock();

  private volatile boolean closed;
  private boolean freed;

  private RocksStore(
      Set<Table> tables,
      RocksSettings settings,
      Natives natives,
      Database database,
      String history,
      Committer.Disk disk) {
    this.admission = new Admission(tables);
    this.natives = natives;
    this.database = database;
    this.queue = new CallQueue(settings.queuedCalls(), settings.queuedBytes());
    this.committer = new Committer(database, disk, queue, settings.changes().map(ChangeLog::clock));
    this.history = history;
    this.parallel = new ParallelReads(settings.readThreads());
  }

  /** Opens with {@link RocksSettings#DEFAULT}. */
  public static RocksStore open(Path directory, Set<Table> tables) {
    return open(directory, tables, RocksSettings.DEFAULT);
  }

  /**
   * Opens the store in {@code directory}, making both where there is none.
   *
   * @param tables all tables there are; new ones are made, and leaving one out that the directory
   *     holds is refused
   * @throws StoreException.Unavailable if another process has it open, or the disk fails
   * @throws StoreException.Corrupt if the directory holds another layout, other tables, or damage
   */
  public static RocksStore open(Path directory, Set<Table> tables, RocksSettings settings) {
    return open(directory, tables, settings, disk -> disk);
  }

  /** Opens with something between the committer and the disk, for tests. */
  static RocksStore open(
      Path directory,
      Set<Table> tables,
      RocksSettings settings,
      UnaryOperator<Committer.Disk> between) {
    RocksDB.loadLibrary();
    Natives natives = new Natives();
    try {
      Database database = new Opening(directory, Set.copyOf(tables), settings, natives).database();
      String history =
          settings.changes().isPresent() ? database.history(settings.changes().get().random()) : "";
      RocksStore store =
          new RocksStore(
              tables, settings, natives, database, history, between.apply(database::write));
      store.committer.start();
      return store;
    } catch (RocksDBException e) {
      natives.close();
      throw new StoreException.Unavailable("the store could not be opened", e);
    } catch (RuntimeException | Error e) {
      natives.close();
      throw e;
    }
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo("rocksdb", Schema.VERSION, 1, true);
  }

  @Override
  public StoreHealth health() {
    StoreException failure = committer.failure();
    if (failure != null) {
      return new StoreHealth(StoreHealth.State.FAILED, 0, String.valueOf(failure.getMessage()));
    }
    return queue.isClosed()
        ? new StoreHealth(StoreHealth.State.CLOSED, queue.size(), "")
        : new StoreHealth(StoreHealth.State.SERVING, queue.size(), "");
  }

  @Override
  public byte @Nullable [] get(Key key) {
    admission.read(key);
    return reading(() -> database.get(key));
  }

  @Override
  public List<byte @Nullable []> getAll(List<Key> keys) {
    admission.read(keys);
    return reading(() -> parallel.read(keys, database::getAll));
  }

  @Override
  public Page scan(Scan scan) {
    admission.read(scan);
    return reading(() -> new RowScan(scan).run(database));
  }

  @Override
  public List<Page> scanAll(List<Scan> scans) {
    admission.readAll(scans);
    return reading(() -> RowScans.run(scans, database));
  }

  @Override
  public SweepPage sweep(Sweep sweep) {
    admission.read(sweep);
    RowSweep walk = new RowSweep(sweep);
    return reading(() -> walk.run(database));
  }

  @Override
  public CompletionStage<@Nullable Void> write(List<Write> writes) {
    admission.write(writes);
    CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
    queue.offer(new Call.Plain(writes, answer));
    return answer;
  }

  @Override
  public CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
    admission.compareAndSet(key, writes);
    CompletableFuture<CasResult> answer = new CompletableFuture<>();
    queue.offer(new Call.Conditional(key, expected, writes, operation, answer));
    return answer;
  }

  @Override
  public void close() {
    committer.drain();
    // Before the lock, which lets new readers pass a writer that waits: they must stop coming.
    closed = true;
    long stamp = open.writeLock();
    try {
      if (!freed) {
        freed = true;
        parallel.close();
        natives.close();
      }
    } finally {
      open.unlockWrite(stamp);
    }
  }

  /**
   * Makes a copy of everything that was acknowledged when this is called, while others go on
   * reading and writing. Data files are hard links where the file system allows them, so it costs
   * no space until the store moves on.
   *
   * @param folder not there yet, in a folder that is
   * @throws StoreException.Unavailable when closed or failed, or if the folder cannot be made
   */
  public void snapshot(Path folder) {
    var _ =
        reading(
            () -> {
              database.snapshot(folder);
              return true;
            });
  }

  /**
   * Which history its changes belong to: 32 hexadecimal digits, for as long as the store goes on
   * from where it was. A copy that changes were {@linkplain #replay replayed} into begins another.
   *
   * @throws IllegalStateException if the store was opened without {@link RocksSettings#changes}
   */
  public String history() {
    requireChanges();
    return history;
  }

  /**
   * Begins another history: what was kept of this one is not of this store, as when its directory
   * was put back to an earlier state.
   *
   * @throws IllegalStateException if the store was opened without {@link RocksSettings#changes}
   */
  public String beginHistory(RandomGenerator random) {
    requireChanges();
    history =
        reading(
            () -> {
              database.forgetHistory();
              return database.history(random);
            });
    return history;
  }

  /** The number of the newest change that is durable. */
  public long lastChange() {
    return reading(database::lastChange);
  }

  /**
   * Batches behind change {@code after}, in order: the first whatever its size, and no more once
   * they have {@code bytes}. Empty when there is nothing newer. Each was durable before this is
   * called. Where log files that are needed are gone, the first begins later than {@code after +
   * 1}.
   *
   * @throws IllegalStateException if the store was opened without {@link RocksSettings#changes}
   */
  public List<Change> changes(long after, long bytes) {
    requireChanges();
    return reading(() -> database.changes(after, bytes));
  }

  /** What tables are called in {@link #changes}, by the numbers they have there. */
  public Map<Integer, String> families() {
    return reading(database::familyNames);
  }

  /** The number of the newest change in a store that nobody has open; changes nothing in it. */
  public static long lastChange(Path directory, Set<Table> tables) {
    RocksDB.loadLibrary();
    try (Natives natives = new Natives()) {
      return new Opening(directory, Set.copyOf(tables), RocksSettings.DEFAULT, natives)
          .readOnly()
          .lastChange();
    }
  }

  /**
   * Brings a copy of a store forward by what was written to the original behind it, and begins
   * another history in it. After a crash, run it again with the same.
   *
   * @param tables all there are
   * @param copied what {@link #lastChange(Path, Set)} said of the copy when it was made
   * @param changes in order, without a gap; those the copy holds are passed over
   * @return how many batches were applied
   * @throws StoreException.Corrupt if one does not read, or something is missing between two
   */
  public static long replay(
      Path directory, Set<Table> tables, long copied, Iterator<NamedChange> changes) {
    RocksDB.loadLibrary();
    try (Natives natives = new Natives()) {
      Database database =
          new Opening(directory, Set.copyOf(tables), RocksSettings.DEFAULT, natives).database();
      return new Replay(database).run(copied, changes);
    } catch (RocksDBException e) {
      throw new StoreException.Unavailable("the changes could not be written", e);
    }
  }

  private void requireChanges() {
    if (history.isEmpty()) {
      throw new IllegalStateException("the store was opened without keeping its changes");
    }
  }

  /**
   * Reads every row of a store that nobody has open, and changes nothing in it. Each block and each
   * value is checked against its checksum.
   *
   * @param tables all there are
   * @return how many rows there are
   * @throws StoreException.Corrupt if anything does not read
   * @throws StoreException.Unavailable if the disk fails
   */
  public static long verify(Path directory, Set<Table> tables) {
    RocksDB.loadLibrary();
    try (Natives natives = new Natives()) {
      Database database =
          new Opening(directory, Set.copyOf(tables), RocksSettings.DEFAULT, natives).readOnly();
      long rows = 0;
      for (Table table : tables) {
        byte[] next = null;
        do {
          SweepPage page = new RowSweep(Sweep.of(table, 1_000).after(next)).run(database);
          rows += page.rows().size();
          next = page.next();
        } while (next != null);
      }
      return rows;
    } catch (RocksDBException e) {
      throw failedRead(e);
    }
  }

  /** For measuring what stands above it. */
  Database database() {
    return database;
  }

  private interface Read<T extends @Nullable Object> {
    T run() throws RocksDBException;
  }

  private <T extends @Nullable Object> T reading(Read<T> read) {
    long stamp = open.readLock();
    try {
      if (closed) {
        throw new StoreException.Unavailable("the store is closed");
      }
      return read.run();
    } catch (RocksDBException e) {
      throw failedRead(e);
    } finally {
      open.unlockRead(stamp);
    }
  }

  private static StoreException failedRead(RocksDBException e) {
    Status status = e.getStatus();
    return status != null && status.getCode() == Status.Code.Corruption
        ? new StoreException.Corrupt("a row cannot be read: the store is damaged", e)
        : new StoreException.Unavailable("a read from the store failed", e);
  }
}

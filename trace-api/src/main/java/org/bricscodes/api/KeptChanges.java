package org.bricscodes.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.bricscodes.moving.ArchivedChange;
import org.bricscodes.moving.Backups;
import org.bricscodes.moving.ChangeArchive;
import org.bricscodes.moving.ChangeReplay;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.rocksdb.Change;
import org.bricscodes.store.rocksdb.ChangeLog;
import org.bricscodes.store.rocksdb.NamedChange;
import org.bricscodes.store.rocksdb.RocksSettings;
import org.bricscodes.store.rocksdb.RocksStore;
import org.jspecify.annotations.Nullable;

/**
 * Copies what is written to the embedded store into the folder of its backups, every few seconds
 * and once more before the store closes: with a backup, any moment since can be brought back.
 * Nothing waits for it; what the disk loses before it was copied is lost.
 *
 * <p>When it fails, as for want of room, it says so in {@code GET /backups} and tries again at the
 * next turn. The store's log files stay for a week, or less of a busy store's; if it failed for
 * longer, changes are missing, which it says too, and what follows needs a new backup.
 */
final class KeptChanges implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(KeptChanges.class.getName());

  /** A service may be away for days and must find then what it had not copied. */
  private static final Duration LOG_FILES = Duration.ofDays(7);

  private static final long LOG_BYTES = 8L << 30;
  private static final long AT_ONCE = 32 << 20;

  private final RocksStore store;
  private final ChangeArchive archive;
  private final Backups backups;
  private final RandomGenerator random;
  private final Duration every;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final byte[] legend;

  /** The newest that is copied, touched by the thread alone; negative: not known yet. */
  private long held = -1;

  private volatile State state = new State(null, null);

  /**
   * How it stands.
   *
   * @param through everything acknowledged by then is kept; null: it has not got there yet
   * @param failure what is wrong; null: nothing is
   */
  record State(@Nullable Instant through, @Nullable String failure) {
    // Spelled out: in an implicit constructor's class file the parameters lose their @Nullable.
    State(@Nullable Instant through, @Nullable String failure) {
      this.through = through;
      this.failure = failure;
    }
  }

  /** Starts copying; the caller closes it before the store. */
  KeptChanges(Path folder, Duration every, RocksStore store, Clock clock, RandomGenerator random) {
    this.store = store;
    this.random = random;
    this.backups = new Backups(folder);
    this.archive = new ChangeArchive(folder);
    this.every = every;
    this.clock = clock;
    this.legend = legend(store.families());
    this.thread = Thread.ofPlatform().name("trace-changes").daemon().start(this::run);
  }

  /** How a store is opened: so that its changes can be kept, if they are to be. */
  static RocksSettings settings(Path data, Clock clock, RandomGenerator random) {
    return BackupSettings.read(data)
        .flatMap(BackupSettings::changes)
        .map(_ -> RocksSettings.DEFAULT.with(new ChangeLog(LOG_FILES, LOG_BYTES, clock, random)))
        .orElse(RocksSettings.DEFAULT);
  }

  /** Applies kept changes to a store at rest. */
  static ChangeReplay replay() {
    return (folder, copied, changes) ->
        RocksStore.replay(folder, Assembly.tables(), copied, named(changes));
  }

  /** Reads the folder of backups. */
  State state() throws IOException {
    State now = state;
    return now.failure() == null ? new State(now.through(), unled()) : now;
  }

  /** What is kept is of use behind a backup alone, and without a gap; null: it is. */
  private @Nullable String unled() throws IOException {
    Optional<Long> backed = backups.newest(store.history());
    if (backed.isEmpty()) {
      return "there is no backup of this store since it began or was restored: take one";
    }
    long begins = archive.begins(store.history());
    return begins > backed.get() + 1
        ? "changes " + (backed.get() + 1) + " to " + (begins - 1) + " are lost: take a backup"
        : null;
  }

  private void run() {
    try {
      do {
        turn();
      } while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS));
      turn(); // what was written until nothing writes any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    endFile();
  }

  @SuppressWarnings("IllegalCatch") // whatever went wrong is told to the operator
  private void turn() {
    try {
      state = new State(copy(), null);
    } catch (IOException | RuntimeException e) {
      if (state.failure() == null) {
        LOG.log(System.Logger.Level.ERROR, "changes cannot be kept; trying again", e);
      }
      state = new State(state.through(), String.valueOf(e.getMessage()));
      endFile(); // what it holds of the batches that failed is copied again, into another
    }
  }

  /** Returns a moment by which everything acknowledged is kept. */
  private Instant copy() throws IOException {
    if (held < 0) {
      held = archive.end(store.history()).orElse(0L); // of a new one, all that log files still have
    }
    if (held > store.lastChange()) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the store is older than what was kept of it, as after its directory was put back:"
              + " another history begins; take a backup");
      endFile();
      store.beginHistory(random);
      held = 0;
    }
    while (true) {
      Instant asked = clock.instant();
      List<Change> changes = store.changes(held, AT_ONCE);
      if (changes.isEmpty()) {
        return asked;
      }
      boolean begins = held == 0 || changes.getFirst().first() > held + 1;
      if (begins && held > 0) {
        LOG.log(
            System.Logger.Level.ERROR,
            "changes {0} to {1} are lost: take a backup",
            held + 1,
            changes.getFirst().first() - 1);
      }
      archive.append(store.history(), changes.stream().map(this::archived).toList(), begins);
      held = changes.getLast().last();
    }
  }

  private ArchivedChange archived(Change change) {
    return new ArchivedChange(
        change.first(), change.last(), change.millis(), change.batch(), legend);
  }

  private void endFile() {
    try {
      archive.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a file of kept changes could not be closed", e);
    }
  }

  private static byte[] legend(Map<Integer, String> families) {
    return families.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> each.getKey() + " " + each.getValue() + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Map<Integer, String> families(byte[] legend) {
    Map<Integer, String> families = new HashMap<>();
    for (String line : new String(legend, StandardCharsets.UTF_8).lines().toList()) {
      int space = line.indexOf(' ');
      if (space < 1 || !line.substring(0, space).matches("[0-9]{1,9}")) {
        throw new StoreException.Corrupt(
            "the kept changes do not say what their tables are called");
      }
      families.put(Integer.parseInt(line.substring(0, space)), line.substring(space + 1));
    }
    return families;
  }

  private static Iterator<NamedChange> named(Iterator<ArchivedChange> changes) {
    return new Iterator<>() {
      private byte[] legend = {};
      private Map<Integer, String> families = Map.of();

      @Override
      public boolean hasNext() {
        return changes.hasNext();
      }

      @Override
      @SuppressWarnings("ReferenceEquality") // one file's batches share it
      public NamedChange next() {
        ArchivedChange next = changes.next();
        if (next.legend() != legend) {
          legend = next.legend();
          families = families(legend);
        }
        return new NamedChange(
            new Change(next.first(), next.last(), next.millis(), next.batch()), families);
      }
    };
  }

  /** Keeps what there is, and returns when it has. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}

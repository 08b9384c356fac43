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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.bricscodes.moving.ArchivedChange;
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
 * next turn. The store's log files stay for an hour, or less of a busy store's; if it failed for
 * longer, changes are missing, which it says too, and what follows needs a new backup.
 */
final class KeptChanges implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(KeptChanges.class.getName());

  private static final Duration LOG_FILES = Duration.ofHours(1);
  private static final long LOG_BYTES = 8L << 30;
  private static final long AT_ONCE = 8 << 20;

  private final RocksStore store;
  private final ChangeArchive archive;
  private final Duration every;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final byte[] legend;

  /** Touched by the thread alone, as is the next; 0: not known yet. */
  private long held;

  private @Nullable String missing;
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
  KeptChanges(Path folder, Duration every, RocksStore store, Clock clock) {
    this.store = store;
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

  State state() {
    return state;
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
      state = new State(copy(), missing);
    } catch (IOException | RuntimeException e) {
      if (state.failure() == null) {
        LOG.log(System.Logger.Level.ERROR, "changes cannot be kept; trying again", e);
      }
      state = new State(state.through(), String.valueOf(e.getMessage()));
      endFile();
      held = 0;
    }
  }

  /** Returns a moment by which everything acknowledged is kept. */
  private Instant copy() throws IOException {
    if (held == 0) {
      // Nothing is kept of it yet: what came before is in the backup that has to be taken.
      held = archive.end(store.history()).orElseGet(store::lastChange);
    }
    while (true) {
      Instant asked = clock.instant();
      List<Change> changes = store.changes(held, AT_ONCE);
      if (changes.isEmpty()) {
        return asked;
      }
      long first = changes.getFirst().first();
      if (first > held + 1) {
        missing = "changes " + (held + 1) + " to " + (first - 1) + " are lost: take a backup";
        LOG.log(System.Logger.Level.ERROR, missing);
      }
      archive.append(store.history(), changes.stream().map(this::archived).toList());
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

package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * How much of a further node's sequence is acknowledged. A sequence row alone does not say: one
 * that a crashed group left may be seen by one reader and taken back by the writer's heir. A head
 * is written when everything below it is durable, so what is below it stays.
 *
 * <p>Writer 0 writes one when it first opens a store, and never again: before that no other may
 * record there, since what an earlier version left half done is writer 0's to take back first.
 *
 * <p>Safe for use from any thread; nothing but {@link #begin} and {@link #rows} blocks.
 */
final class Heads {

  private static final System.Logger LOG = System.getLogger(Heads.class.getName());
  private static final long AGAIN_MILLIS = 500;

  private final Store store;

  /** The newest that is to be said; guarded by this, as are calls to the store. */
  private long newest;

  Heads(Store store) {
    this.store = store;
  }

  /**
   * Says how far a writer has come; nothing for the service's own. One that the store has no room
   * for is said again; any other failure is the store's end, and the next start says it.
   *
   * @param next the first place that is not acknowledged
   */
  synchronized void say(long next) {
    if (Sequences.writer(next) == Sequences.SERVICE) {
      return;
    }
    newest = Math.max(newest, next);
    var _ = store.write(List.of(write(newest))).exceptionally(this::failed);
  }

  private @Nullable Void failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StoreException.Overloaded) {
      CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
          .execute(() -> say(said()));
    } else {
      LOG.log(System.Logger.Level.WARNING, "how far a log has come was not said", cause);
    }
    return null;
  }

  private synchronized long said() {
    return newest;
  }

  /**
   * Says where a writer begins, durably, when all that was left of it is taken back.
   *
   * @param next the first place that is not acknowledged
   * @param random for homes
   * @throws StoreException.Unavailable if it is not writer 0, and that never began
   */
  static void begin(Store store, long next, RandomGenerator random) {
    boolean begun = hasBegun(store);
    if (Sequences.writer(next) != Sequences.SERVICE) {
      requireBegun(store);
      StoreAnswer.await(store.write(List.of(write(next))));
    } else if (!begun) {
      // Accepted before parties had homes: it is worked off here, whatever else is sent elsewhere.
      Homes homes = new Homes(store, random);
      for (JobRows.Running job : new JobRows(store, Sequences.SERVICE).running()) {
        homes.of(job.party(), Sequences.SERVICE);
      }
      StoreAnswer.await(store.write(List.of(write(next))));
    }
  }

  private static boolean hasBegun(Store store) {
    return store.get(CaptureTables.head(Sequences.SERVICE)) != null;
  }

  /**
   * @throws StoreException.Unavailable if writer 0 never began
   */
  static void requireBegun(Store store) {
    if (!hasBegun(store)) {
      throw new StoreException.Unavailable(
          "the service itself has not recorded in this store yet: start it first");
    }
  }

  /** The rows of these writers, in their order. */
  static List<byte @Nullable []> rows(Store store, List<Integer> writers) {
    return store.getAll(writers.stream().map(CaptureTables::head).toList());
  }

  /** How many events are acknowledged. */
  static long decode(byte @Nullable [] row) {
    if (row == null) {
      return 0;
    }
    if (row.length != Long.BYTES) {
      throw new StoreException.Corrupt("the head of a node's log does not read");
    }
    return ByteBuffer.wrap(row).getLong();
  }

  private static Write write(long next) {
    return new Write.Put(
        CaptureTables.head(Sequences.writer(next)), CaptureTables.bigEndian(Sequences.index(next)));
  }
}

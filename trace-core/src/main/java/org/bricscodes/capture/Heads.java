package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.util.List;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * How much of a further node's sequence is acknowledged. A sequence row alone does not say: one
 * that a crashed group left may be seen by one reader and taken back by the writer's heir. A head
 * is written when everything below it is durable, so what is below it stays.
 */
final class Heads {

  private static final System.Logger LOG = System.getLogger(Heads.class.getName());

  private Heads() {}

  /**
   * Says how far a writer has come; nothing for the service's own. Returns at once: if it is lost,
   * the next one says it, or the next start.
   *
   * @param next the first place that is not acknowledged
   */
  static void say(Store store, long next) {
    if (Sequences.writer(next) != Sequences.SERVICE) {
      var _ =
          store
              .write(List.of(write(next)))
              .exceptionally(
                  failure -> {
                    LOG.log(System.Logger.Level.WARNING, "how far a log has come was not said");
                    return null;
                  });
    }
  }

  /** As {@link #say}, and it is said when this returns. */
  static void require(Store store, long next) {
    if (Sequences.writer(next) != Sequences.SERVICE) {
      StoreAnswer.await(store.write(List.of(write(next))));
    }
  }

  /** How many events are acknowledged of each of these writers. */
  static List<Long> of(Store store, List<Integer> writers) {
    return store.getAll(writers.stream().map(CaptureTables::head).toList()).stream()
        .map(Heads::decode)
        .toList();
  }

  private static long decode(byte @Nullable [] row) {
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

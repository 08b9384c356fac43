package org.bricscodes.anchoring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Compare-and-set against a row as it was read, so a second writer, or our own earlier self that
 * was thought dead, makes the change fail instead of mixing with it.
 */
record GuardedRow(Store store, RandomGenerator random, Duration timeout) {

  /**
   * Makes {@code writes}, durably, if the row at {@code key} is still {@code expected}.
   *
   * @throws Superseded if another writer came first
   */
  void change(Key key, byte @Nullable [] expected, List<Write> writes)
      throws InterruptedException, Superseded {
    if (apply(key, expected, writes) instanceof CasResult.Conflict) {
      throw new Superseded();
    }
  }

  CasResult apply(Key key, byte @Nullable [] expected, List<Write> writes)
      throws InterruptedException {
    OperationId operation = OperationId.random(random);
    try {
      return store
          .compareAndSet(key, expected, writes, operation)
          .toCompletableFuture()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException cause) {
        throw cause;
      }
      throw new StoreException.Unavailable("compare-and-set failed", e);
    } catch (TimeoutException e) {
      throw new StoreException.Unavailable("compare-and-set did not answer in time", e);
    }
  }

  /** Another writer changed the row since it was read; read it again. */
  static final class Superseded extends Exception {
    private static final long serialVersionUID = 1;
  }
}

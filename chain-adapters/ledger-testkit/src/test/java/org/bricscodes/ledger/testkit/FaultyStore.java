package org.bricscodes.ledger.testkit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.StoreInfo;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * A store for several processes whose changes sometimes fail, done or not done, or end the process.
 */
final class FaultyStore extends PassingStore {

  private final RandomGenerator random;
  private double faults;

  FaultyStore(Store inner, RandomGenerator random, double faults) {
    super(inner);
    this.random = random;
    this.faults = faults;
  }

  void calm() {
    faults = 0;
  }

  @Override
  public CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
    if (random.nextDouble() >= faults) {
      return inner.compareAndSet(key, expected, writes, operation);
    }
    if (random.nextBoolean()) {
      inner.compareAndSet(key, expected, writes, operation).toCompletableFuture().join();
    }
    if (random.nextInt(4) == 0) {
      throw new Crash("in a change of the store");
    }
    return CompletableFuture.failedFuture(new StoreException.Unavailable("by script"));
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo("faulty", inner.info().schemaVersion(), Integer.MAX_VALUE, false);
  }
}

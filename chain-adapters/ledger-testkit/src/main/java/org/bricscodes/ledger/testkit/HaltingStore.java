package org.bricscodes.ledger.testkit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.StoreInfo;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** A store before or after one of whose changes the process ends. */
final class HaltingStore implements Store {

  private final Store inner;
  private int left = Integer.MAX_VALUE;
  private When when = When.BEFORE;

  HaltingStore(Store inner) {
    this.inner = inner;
  }

  /** From now on, at the change of this number, from 1. */
  void arm(int change, When at) {
    left = change;
    when = at;
  }

  @Override
  public CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
    left--;
    if (left == 0 && when == When.BEFORE) {
      Runtime.getRuntime().halt(KillPoint.EXIT);
    }
    CompletionStage<CasResult> result = inner.compareAndSet(key, expected, writes, operation);
    if (left == 0) {
      var _ = result.toCompletableFuture().join();
      Runtime.getRuntime().halt(KillPoint.EXIT);
    }
    return result;
  }

  @Override
  public StoreInfo info() {
    return inner.info();
  }

  @Override
  public StoreHealth health() {
    return inner.health();
  }

  @Override
  public byte @Nullable [] get(Key key) {
    return inner.get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<Key> keys) {
    return inner.getAll(keys);
  }

  @Override
  public Page scan(Scan scan) {
    return inner.scan(scan);
  }

  @Override
  public CompletionStage<@Nullable Void> write(List<Write> writes) {
    return inner.write(writes);
  }

  @Override
  public void close() {
    inner.close();
  }
}

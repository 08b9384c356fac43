package org.bricscodes.ledger.testkit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** A store before or after one of whose changes the process ends. */
final class HaltingStore extends PassingStore {

  private int left = Integer.MAX_VALUE;
  private When when = When.BEFORE;

  HaltingStore(Store inner) {
    super(inner);
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
}

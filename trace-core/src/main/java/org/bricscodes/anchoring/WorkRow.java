package org.bricscodes.anchoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * One ledger's {@link Work} in the store. Every change is a compare-and-set against the row as it
 * was read, so a second writer, or our own earlier self that was thought dead, makes the change
 * fail instead of mixing with it.
 */
final class WorkRow {

  private final Store store;
  private final LedgerId ledger;
  private final RandomGenerator random;
  private final Duration timeout;

  WorkRow(Store store, LedgerId ledger, RandomGenerator random, Duration timeout) {
    this.store = store;
    this.ledger = ledger;
    this.random = random;
    this.timeout = timeout;
  }

  /** The durable state; makes the ledger known to {@link Anchors#ledgers} the first time. */
  Work load() throws InterruptedException {
    Work work = AnchorRows.work(store, ledger).orElse(Work.NONE);
    if (work.revision() == 0) {
      apply(AnchorRows.ledgerKey(ledger), null, List.of(AnchorRows.ledgerRow(ledger)));
    }
    return work;
  }

  /**
   * Replaces {@code before} by {@code after}, durably, and returns what is stored now.
   *
   * @throws Superseded if another writer came first
   */
  Work change(Work before, Work after) throws InterruptedException, Superseded {
    return change(before, after, List.of());
  }

  /** As {@link #change(Work, Work)}, and writes the final anchor and its receipt with it. */
  Work settle(Work before, FinalAnchor anchor, AnchorReceipt receipt)
      throws InterruptedException, Superseded {
    return change(before, before.settledBy(anchor), AnchorRows.finalRows(anchor, receipt));
  }

  private Work change(Work before, Work after, List<Write> more)
      throws InterruptedException, Superseded {
    Work stored = after.revised();
    Key key = AnchorRows.workKey(ledger);
    List<Write> writes = new ArrayList<>(more);
    writes.add(new Write.Put(key, RowCodec.bytes(stored)));
    byte[] expected = before.revision() == 0 ? null : RowCodec.bytes(before);
    return switch (apply(key, expected, writes)) {
      case CasResult.Applied() -> stored;
      case CasResult.Conflict _ -> throw new Superseded();
    };
  }

  private CasResult apply(Key key, byte @Nullable [] expected, List<Write> writes)
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

package org.bricscodes.codes;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * A store that loses one answer: the chosen write fails, before or after it took effect. It counts
 * scans.
 */
final class FailingStore extends ForwardingStore {

  enum Moment {
    BEFORE,
    AFTER
  }

  private int untilFailure = Integer.MAX_VALUE;
  private Moment moment = Moment.BEFORE;
  private int scans;
  private Runnable afterScan = () -> {};

  FailingStore(Store store) {
    super(store);
  }

  /** The {@code nth} writing call from now fails, 1 being the next. */
  void failAt(int nth, Moment when) {
    untilFailure = nth;
    moment = when;
  }

  /** Scans so far. */
  int scans() {
    return scans;
  }

  /** What happens between every scan and its answer. */
  void afterScan(Runnable what) {
    afterScan = what;
  }

  @Override
  public CompletionStage<@Nullable Void> write(List<Write> writes) {
    return perhaps(() -> super.write(writes));
  }

  @Override
  public CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
    return perhaps(() -> super.compareAndSet(key, expected, writes, operation));
  }

  private <T extends @Nullable Object> CompletionStage<T> perhaps(
      Supplier<CompletionStage<T>> write) {
    untilFailure--;
    if (untilFailure != 0) {
      return write.get();
    }
    CompletionStage<StoreException> lost =
        moment == Moment.AFTER
            ? write.get().thenApply(_ -> failure())
            : CompletableFuture.completedStage(failure());
    return lost.thenCompose(CompletableFuture::failedStage);
  }

  private static StoreException failure() {
    return new StoreException.Unavailable("the power went");
  }

  @Override
  public Page scan(Scan scan) {
    scans++;
    Page page = super.scan(scan);
    afterScan.run();
    return page;
  }
}

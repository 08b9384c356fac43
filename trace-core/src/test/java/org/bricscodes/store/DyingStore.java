package org.bricscodes.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store whose process dies at one of its writing calls: that call fails with nothing, some or all
 * of it written, and from then on nothing is answered. The rows it forwards to are what a restart
 * finds. Calls that write nothing are not counted.
 */
public final class DyingStore extends ForwardingStore {

  /** How much of the last call is there. */
  public enum Moment {
    /** Nothing. */
    BEFORE,
    /** The first half of a call's rows; of a single row and of a compare-and-set nothing. */
    AMID,
    /** All of it; only the answer was lost. */
    AFTER
  }

  private final Moment moment;
  private int left;
  private boolean lost;

  /**
   * @param call the writing call it dies at, 1 for the first
   */
  public DyingStore(Store store, int call, Moment moment) {
    super(store);
    this.left = call;
    this.moment = moment;
  }

  /** Whether it died. */
  public synchronized boolean isDead() {
    return left == 0;
  }

  @Override
  public byte @Nullable [] get(Key key) {
    requireLife();
    return super.get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<Key> keys) {
    requireLife();
    return super.getAll(keys);
  }

  @Override
  public Page scan(Scan scan) {
    requireLife();
    return super.scan(scan);
  }

  @Override
  public SweepPage sweep(Sweep sweep) {
    requireLife();
    return super.sweep(sweep);
  }

  @Override
  public synchronized CompletionStage<@Nullable Void> write(List<Write> writes) {
    int some =
        switch (moment) {
          case BEFORE -> 0;
          case AMID -> writes.size() / 2;
          case AFTER -> writes.size();
        };
    return writes.isEmpty()
        ? super.write(writes)
        : call(() -> super.write(writes), () -> super.write(writes.subList(0, some)));
  }

  @Override
  public synchronized CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
    Supplier<CompletionStage<CasResult>> whole =
        () -> super.compareAndSet(key, expected, writes, operation);
    return call(
        whole, moment == Moment.AFTER ? whole : () -> CompletableFuture.completedStage(null));
  }

  private <T extends @Nullable Object> CompletionStage<T> call(
      Supplier<CompletionStage<T>> whole, Supplier<? extends CompletionStage<?>> remains) {
    if (left > 0 && --left > 0) {
      return whole.get();
    }
    if (!lost) {
      lost = true;
      remains.get().toCompletableFuture().join();
    }
    return CompletableFuture.failedStage(death());
  }

  private synchronized void requireLife() {
    if (left == 0) {
      throw death();
    }
  }

  private static StoreException death() {
    return new StoreException.Unavailable("the process died");
  }
}

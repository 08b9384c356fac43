package org.bricscodes.codes;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** Counts calls that read or write something. */
final class CallsStore extends ForwardingStore {

  private final AtomicInteger gets = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger swaps = new AtomicInteger();

  CallsStore(Store store) {
    super(store);
  }

  /** So far, in words. */
  String calls() {
    return gets + " gets, " + reads + " reads, " + writes + " writes, " + swaps + " swaps";
  }

  @Override
  public byte @Nullable [] get(Key key) {
    gets.incrementAndGet();
    return super.get(key);
  }

  @Override
  public List<byte @Nullable []> getAll(List<Key> keys) {
    reads.addAndGet(keys.isEmpty() ? 0 : 1);
    return super.getAll(keys);
  }

  @Override
  public CompletionStage<@Nullable Void> write(List<Write> all) {
    writes.addAndGet(all.isEmpty() ? 0 : 1);
    return super.write(all);
  }

  @Override
  public CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> all, OperationId operation) {
    swaps.incrementAndGet();
    return super.compareAndSet(key, expected, all, operation);
  }
}

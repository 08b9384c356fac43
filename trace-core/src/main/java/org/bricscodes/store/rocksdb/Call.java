package org.bricscodes.store.rocksdb;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/** A writing call on its way to disk. */
sealed interface Call {

  List<Write> writes();

  /** Tells the caller that it failed. */
  void fail(StoreException failure);

  /** Bytes of its keys and values. */
  default long bytes() {
    long bytes = 0;
    for (Write write : writes()) {
      bytes += write.bytes();
    }
    return bytes;
  }

  /** A {@link org.bricscodes.store.Store#write}. */
  record Plain(List<Write> writes, CompletableFuture<@Nullable Void> answer) implements Call {
    @Override
    public void fail(StoreException failure) {
      answer.completeExceptionally(failure);
    }
  }

  /** A {@link org.bricscodes.store.Store#compareAndSet}. */
  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  record Conditional(
      Key key,
      byte @Nullable [] expected,
      List<Write> writes,
      OperationId operation,
      CompletableFuture<CasResult> answer)
      implements Call {
    @Override
    public void fail(StoreException failure) {
      answer.completeExceptionally(failure);
    }
  }
}

package org.bricscodes.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An ordered, durable key-value store: tables of {@code partition · sort → value}.
 *
 * <p><b>Durability.</b> When the stage returned by {@link #write} or {@link #compareAndSet}
 * completes normally, the effect survives {@code kill -9} and power loss and is visible to every
 * later read from any thread. When it completes exceptionally the effect may or may not exist;
 * repeating the same call is always safe.
 *
 * <p><b>Atomicity.</b> The rows of one call that share a {@link Table} and a partition appear
 * together or not at all. Rows of different partitions may become visible at different times, in
 * the order given; after a crash a prefix of the partitions may exist. Callers therefore write what
 * points at a row after (or with) the row itself, or tolerate the dangling pointer.
 *
 * <p><b>Order.</b> Partitions have no order. Inside a partition rows are ordered by the unsigned
 * bytes of their sort key; a scan's cursor is the last sort key seen, so it is stateless and stable
 * under concurrent writes.
 *
 * <p><b>Threads.</b> All methods may be called from any thread. Reads block and honour interruption
 * only between rows; run them on a bounded pool, never on an event loop (an engine may hold its
 * carrier in native code). Writes return at once; their stages complete on an engine thread, where
 * callbacks must not block.
 *
 * <p><b>Overload.</b> Queues are bounded. A call that finds them full fails with {@link
 * StoreException.Overloaded} and has written nothing.
 */
public interface Store extends AutoCloseable {

  /** What this engine is and what it promises; constant while open. */
  StoreInfo info();

  /** The value at {@code key}, or null. */
  byte @Nullable [] get(Key key);

  /**
   * The values at {@code keys}, in their order, null where there is none. At most {@link
   * Limits#MAX_BATCH} keys.
   */
  List<byte @Nullable []> getAll(List<Key> keys);

  /** One page of a partition in sort order; see {@link Scan}. */
  Page scan(Scan scan);

  /**
   * Applies all writes, durably. Idempotent: writing the same rows twice leaves one copy.
   *
   * @throws StoreException.Overloaded through the stage, when the queue is full
   */
  CompletionStage<Void> write(List<Write> writes);

  /**
   * Applies all writes if, and only if, the row at {@code key} now holds exactly {@code expected}
   * (null: no row). All writes must lie in {@code key}'s table and partition. Linearizable with
   * every other call on that partition.
   *
   * <p>Idempotent by {@code operation}: if an earlier call with the same id was applied, the answer
   * is {@link CasResult.Applied} again, for as long as no later operation has replaced the row.
   */
  CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation);

  /** Finishes what was accepted, then releases everything. Idempotent. */
  @Override
  void close();
}

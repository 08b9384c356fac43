package org.bricscodes.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An ordered, durable key-value store: tables of {@code partition · sort → value}.
 *
 * <p><b>Durability.</b> When the stage returned by {@link #write} or {@link #compareAndSet}
 * completes normally, the effect survives {@code kill -9} and power loss and is visible to every
 * later read from any thread. When it completes exceptionally the effect may or may not exist
 * (except after {@link StoreException.Overloaded}: then it does not); repeating the same call is
 * always safe.
 *
 * <p><b>Atomicity.</b> The rows of one call that share a {@link Table} and a partition appear
 * together or not at all. Across partitions a call proceeds in steps: consecutive writes to one
 * table are one step, and the rows of a step are visible before those of the next; the partitions
 * within a step come in any order. After a crash the steps up to some point exist, the one there
 * perhaps in part. Callers therefore write what points at a row after (or with) the row itself, or
 * tolerate the dangling pointer; they keep the writes of one partition in one step. An engine that
 * makes whole calls atomic keeps this trivially.
 *
 * <p><b>Order.</b> Partitions have no order anybody may rely on. Inside a partition rows are
 * ordered by the unsigned bytes of their sort key; a scan's cursor is the last sort key seen, so it
 * is stateless and stable under concurrent writes. Of several writes to one row in one call, the
 * last counts. A call made after an earlier one's stage completed takes effect after it; calls
 * under way at once take effect in any order.
 *
 * <p><b>Two kinds of tables.</b> Rows of {@link Table.Shape#STATES} change only by {@link
 * #compareAndSet}, all others only by {@link #write}: a cluster cannot order the two kinds of
 * change against each other.
 *
 * <p><b>Threads.</b> All methods may be called from any thread. Reads block; run them on a bounded
 * pool, never on an event loop (an engine may hold its carrier in native code). A read whose thread
 * is interrupted may end with {@link StoreException.Interrupted}. Writes return at once; their
 * stages complete on an engine thread, where callbacks must not block.
 *
 * <p><b>Overload.</b> Queues are bounded. A call that finds them full fails with {@link
 * StoreException.Overloaded} and has written nothing.
 *
 * <p><b>Mistakes.</b> A table that was not named at opening, a write to the wrong kind of table or
 * anything beyond {@link Limits} is a bug of the caller: every method throws {@link
 * IllegalArgumentException} at once, before anything is read or queued.
 */
public interface Store extends AutoCloseable {

  /** What this engine is and what it promises; constant while open. */
  StoreInfo info();

  /** How it is just now; never blocks. */
  StoreHealth health();

  /**
   * The value at {@code key}, or null. The array belongs to the caller.
   *
   * @throws StoreException.Unavailable when closed, or failed so that it cannot be answered truly
   */
  byte @Nullable [] get(Key key);

  /**
   * The values at {@code keys}, in their order, null where there is none; not a snapshot. At most
   * {@link Limits#MAX_BATCH} keys.
   *
   * @throws StoreException.Unavailable when closed, or failed so that it cannot be answered truly
   */
  List<byte @Nullable []> getAll(List<Key> keys);

  /**
   * One page of a partition in sort order; see {@link Scan} and {@link Page}.
   *
   * @throws StoreException.Unavailable when closed, or failed so that it cannot be answered truly
   */
  Page scan(Scan scan);

  /**
   * A page of each of several scans, in their order, as {@link #scan} gives them one by one; not a
   * snapshot. An engine that gains by it asks for all before it waits for the first.
   *
   * @param scans at most {@link Limits#MAX_SCANS}, of whatever tables and partitions, whose limits
   *     add up to {@link Limits#MAX_PAGE} at most; each page may hold {@link Limits#MAX_PAGE_BYTES}
   * @throws StoreException.Unavailable when closed, or failed so that it cannot be answered truly
   */
  default List<Page> scanAll(List<Scan> scans) {
    return scans.stream().map(this::scan).toList();
  }

  /**
   * One page of all rows of a table, for moving, copying and checking whole stores; see {@link
   * Sweep} and {@link SweepPage}.
   *
   * <p><b>Order.</b> The rows of a partition come together, ascending; the partitions in an order
   * of the engine's own, which is the same in every sweep, also after the store was opened again.
   * The cursor says where a page ended and nothing else: it needs no session, and stays good when
   * its row is deleted. It means nothing to another engine or table.
   *
   * <p><b>What is seen.</b> Not a snapshot: every row that exists from before the first page until
   * after the last comes exactly once, with a value it had in that time. Rows that come, change or
   * go meanwhile may be seen or not.
   *
   * @throws IllegalArgumentException if the cursor cannot be one of this engine
   * @throws StoreException.Unavailable when closed or failed
   */
  SweepPage sweep(Sweep sweep);

  /**
   * Applies all writes, durably. Idempotent: writing the same rows twice leaves one copy. An empty
   * list does nothing and succeeds. The stage fails with {@link StoreException.Overloaded} when the
   * queue is full and with {@link StoreException.Unavailable} when the store is closed or has
   * failed.
   *
   * @param writes at most {@link Limits#MAX_WRITES} rows, {@link Limits#MAX_WRITE_BYTES} bytes and
   *     {@link Limits#MAX_PARTITION_KEYS} bytes of keys for one partition, to no table of shape
   *     {@link Table.Shape#STATES}; the list is not copied
   */
  CompletionStage<@Nullable Void> write(List<Write> writes);

  /**
   * Applies all writes if, and only if, the row at {@code key} now holds exactly {@code expected}
   * (null: no row). The row at {@code key} itself need not be among the writes. Linearizable with
   * every other call on that partition. The stage fails as {@link #write}'s does.
   *
   * <p>Idempotent by {@code operation}: if an earlier call on this key with the same id was
   * applied, the answer is {@link CasResult.Applied} again and nothing is written, for as long as
   * no later operation on this key has been applied.
   *
   * @param key a row of a table of shape {@link Table.Shape#STATES}
   * @param writes all in {@code key}'s table and partition; bounded as for {@link #write}
   */
  CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation);

  /** Finishes what was accepted, then releases everything. Idempotent. */
  @Override
  void close();
}

package org.bricscodes.moving;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;

/**
 * Brings rows into a store by the means the contract has: rows of states by compare-and-set from
 * absent, all others by plain writes. What is done of a segment may be done again: plain writes are
 * idempotent, and a compare-and-set carries an operation id that is a function of the export and
 * the row. One thread.
 */
final class RowWriter {

  private static final int WRITE_ROWS = 2_000;
  private static final int WRITE_BYTES = 4 << 20;

  /** Rows of states that go together; a cluster's conditional batch is small. */
  private static final int STATE_ROWS = 64;

  private static final int STATE_BYTES = 32 << 10;
  private static final int WRITES_UNDER_WAY = 4;
  private static final int STATES_UNDER_WAY = 256;

  private final Store store;
  private final ExportId export;
  private final Deque<Sent<?>> underWay = new ArrayDeque<>();

  RowWriter(Store store, ExportId export) {
    this.store = store;
    this.export = export;
  }

  /** A call whose answer is still to come, and how to make it again. */
  private record Sent<T>(CompletionStage<T> stage, Supplier<CompletionStage<T>> again) {}

  /** Writes these, and returns when all are durable. */
  void write(Table table, List<MovedRow> rows) {
    boolean states = table.shape() == Table.Shape.STATES;
    int from = 0;
    while (from < rows.size()) {
      int to = states ? endOfStates(rows, from) : endOfWrite(rows, from);
      List<Write> writes = new ArrayList<>(to - from);
      for (MovedRow row : rows.subList(from, to)) {
        writes.add(new Write.Put(new Key(table, row.partition(), row.sort()), row.value()));
      }
      if (states) {
        send(STATES_UNDER_WAY, () -> set(writes));
      } else {
        send(WRITES_UNDER_WAY, () -> store.write(writes));
      }
      from = to;
    }
    while (!underWay.isEmpty()) {
      settle(underWay.removeFirst());
    }
  }

  private <T> void send(int most, Supplier<CompletionStage<T>> call) {
    while (underWay.size() >= most) {
      settle(underWay.removeFirst());
    }
    underWay.addLast(new Sent<>(call.get(), call));
  }

  /** A call that was turned away is made again when those before it are done. */
  private <T> void settle(Sent<T> sent) {
    Object answer;
    try {
      answer = StoreAnswer.await(sent.stage());
    } catch (StoreException.Overloaded e) {
      while (!underWay.isEmpty()) {
        settle(underWay.removeFirst());
      }
      answer = StoreAnswer.await(sent.again().get());
    }
    if (answer instanceof CasResult.Conflict) {
      throw new MovingException(
          MovingException.Reason.CONFLICT,
          "a row that was absent is there: something else writes to the store");
    }
  }

  private CompletionStage<CasResult> set(List<Write> writes) {
    Key first = writes.getFirst().key();
    return store.compareAndSet(first, null, writes, operation(first));
  }

  private OperationId operation(Key key) {
    MessageDigest sha = RowSum.sha256();
    sha.update(export.bytes());
    sha.update(ByteBuffer.allocate(4).putInt(key.partition().length).flip());
    sha.update(key.partition());
    sha.update(key.sort());
    ByteBuffer digest = ByteBuffer.wrap(sha.digest());
    return new OperationId(digest.getLong(), digest.getLong());
  }

  private static int endOfWrite(List<MovedRow> rows, int from) {
    int bytes = 0;
    int to = from;
    while (to < rows.size() && to - from < WRITE_ROWS && bytes < WRITE_BYTES) {
      bytes += rows.get(to).bytes();
      to++;
    }
    return to;
  }

  private static int endOfStates(List<MovedRow> rows, int from) {
    byte[] partition = rows.get(from).partition();
    int bytes = 0;
    int to = from;
    while (to < rows.size()
        && to - from < STATE_ROWS
        && bytes < STATE_BYTES
        && Arrays.equals(partition, rows.get(to).partition())) {
      bytes += rows.get(to).bytes();
      to++;
    }
    return to;
  }
}

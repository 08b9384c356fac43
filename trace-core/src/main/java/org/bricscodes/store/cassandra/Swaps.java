package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Compare-and-set: one conditional batch in one partition. The row compared keeps the id of the
 * operation, and the condition is also that it is not the same one already. So a batch whose answer
 * was lost is simply sent again: if it had been applied, it is not applied now and the row says
 * why; if it was under way, Paxos finishes it first. The answer is never a guess.
 *
 * <p>Calls on one partition wait for each other here, where that costs nothing, rather than
 * contending there. The row knows its last operation only. That is enough where one process writes
 * it, and where several do but none puts something over what another has set, or takes it away.
 * Elsewhere a call whose answer was lost may be told of a conflict with what came after it.
 */
final class Swaps {

  private final Statements statements;
  private final Requests requests;
  private final Writing writing;
  private final Reading reading;
  private final LargeValues large;
  private final Stamps stamps;
  private final Executor others;
  private final Map<Key, CompletableFuture<?>> turns = new ConcurrentHashMap<>();

  Swaps(
      Statements statements,
      Requests requests,
      Writing writing,
      Reading reading,
      LargeValues large,
      Stamps stamps,
      Executor others) {
    this.statements = statements;
    this.requests = requests;
    this.writing = writing;
    this.reading = reading;
    this.large = large;
    this.stamps = stamps;
    this.others = others;
  }

  CompletionStage<CasResult> swap(
      Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
    return inTurn(
        Key.of(key.table(), key.partition()),
        () -> {
          Swap swap = new Swap(key, expected, merged(writes), operation);
          return swap.prepare().thenCompose(nothing -> swap.attempt(swap.expectedColumn()));
        });
  }

  /** Begins when every call on the partition that came before has ended. */
  private CompletionStage<CasResult> inTurn(
      Key partition, Supplier<CompletionStage<CasResult>> call) {
    CompletableFuture<CasResult> mine = new CompletableFuture<>();
    CompletableFuture<?> before = turns.put(partition, mine);
    // On another thread, or a long queue that fails would be a deep stack.
    CompletionStage<CasResult> turn =
        before == null
            ? call.get()
            : before
                .handle((result, failure) -> true)
                .thenComposeAsync(nothing -> call.get(), others);
    var _ =
        turn.whenComplete(
            (result, failure) -> {
              turns.remove(partition, mine);
              if (failure != null) {
                mine.completeExceptionally(Failures.cause(failure));
              } else {
                mine.complete(result);
              }
            });
    return mine;
  }

  private static List<Write> merged(List<Write> writes) {
    return writes.isEmpty() ? List.of() : Steps.step(writes).getFirst().writes();
  }

  static ByteBuffer bytes(OperationId operation) {
    return ByteBuffer.allocate(16).putLong(operation.high()).putLong(operation.low()).flip();
  }

  private final class Swap {

    private final Key key;
    private final byte @Nullable [] expected;
    private final List<Write> writes;
    private final ByteBuffer operation;
    private final int inline;

    Swap(Key key, byte @Nullable [] expected, List<Write> writes, OperationId operation) {
      this.key = key;
      this.expected = expected;
      this.writes = writes;
      this.operation = bytes(operation);
      this.inline = Writing.inline(writes);
    }

    /** The parts of large values; a conflict leaves them unread. */
    CompletionStage<@Nullable Void> prepare() {
      long stamp = stamps.stamp();
      List<CompletableFuture<?>> parts = new ArrayList<>(0);
      for (Write write : writes) {
        if (write instanceof Write.Put put && put.value().length > inline) {
          parts.add(
              large.put(put.key(), put.value(), stamp, stamps.permit(stamp)).toCompletableFuture());
        }
      }
      return Writing.all(parts);
    }

    @Nullable ByteBuffer expectedColumn() {
      return expected == null ? null : Writing.column(expected, Cell.INLINE);
    }

    CompletionStage<CasResult> attempt(@Nullable ByteBuffer column) {
      return requests
          .send(statement(column), stamps::holds)
          .thenCompose(answer -> decide(column, answer));
    }

    private CompletionStage<CasResult> decide(
        @Nullable ByteBuffer compared, AsyncResultSet answer) {
      if (answer.wasApplied()) {
        return CompletableFuture.completedFuture(new CasResult.Applied());
      }
      Row row = answer.one();
      if (row == null || !answer.getColumnDefinitions().contains("op")) {
        // There is no such row.
        return CompletableFuture.completedFuture(new CasResult.Conflict(null));
      }
      if (operation.equals(row.getByteBuffer("op"))) {
        return CompletableFuture.completedFuture(new CasResult.Applied());
      }
      ByteBuffer current = row.getByteBuffer("value");
      if (current == null) {
        return CompletableFuture.completedFuture(new CasResult.Conflict(null));
      }
      return reading
          .value(key, current)
          .thenCompose(
              value ->
                  // The same value may stand in its row or in parts: compare what is there.
                  Arrays.equals(value, expected) && !current.equals(compared)
                      ? attempt(current)
                      : CompletableFuture.completedFuture(new CasResult.Conflict(value)));
    }

    private Statement<?> statement(@Nullable ByteBuffer column) {
      List<BoundStatement> rows = new ArrayList<>(writes.size() + 1);
      BoundStatement guard = guard(column);
      rows.add(guard);
      for (Write write : writes) {
        if (!write.key().equals(key)) {
          rows.add(
              switch (write) {
                case Write.Put put -> writing.put(put.key(), Writing.column(put.value(), inline));
                case Write.Delete delete -> writing.delete(delete.key());
              });
        }
      }
      return rows.size() == 1 ? guard : Writing.batch(rows);
    }

    private BoundStatement guard(@Nullable ByteBuffer column) {
      for (Write write : writes) {
        if (write.key().equals(key)) {
          ByteBuffer value =
              switch (write) {
                case Write.Put put -> Writing.column(put.value(), inline);
                case Write.Delete _ -> null;
              };
          return compared(
              statements
                  .of(key.table(), Statements.Kind.SWAP)
                  .boundStatementBuilder()
                  .setByteBuffer("value", value),
              column);
        }
      }
      return compared(
          statements.of(key.table(), Statements.Kind.GUARD).boundStatementBuilder(), column);
    }

    private BoundStatement compared(BoundStatementBuilder guard, @Nullable ByteBuffer column) {
      return guard
          .setByteBuffer("op", operation)
          .setByteBuffer("partition", ByteBuffer.wrap(key.partition()))
          .setByteBuffer("sort", ByteBuffer.wrap(key.sort()))
          .setByteBuffer("expected", column)
          .setByteBuffer("operation", operation)
          .build();
    }
  }
}

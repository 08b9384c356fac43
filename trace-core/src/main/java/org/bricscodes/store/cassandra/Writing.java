package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bricscodes.store.Key;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Plain writes: step after step; within a step every partition's rows as one batch, all partitions
 * at once. The rows of a step carry one time stamp, a later step a higher one.
 */
final class Writing {

  /**
   * Bytes of one batch. A node takes 16 MiB, as a request and as a mutation; with nothing but keys
   * and references left in their rows, writes within the contract's limits stay below that.
   */
  static final int BATCH_BYTES = 8 << 20;

  /** What a request adds to a row's key and value, rounded up. */
  private static final int ROW_BYTES = 64;

  private final Statements statements;
  private final Requests requests;
  private final LargeValues large;
  private final Stamps stamps;

  Writing(Statements statements, Requests requests, LargeValues large, Stamps stamps) {
    this.statements = statements;
    this.requests = requests;
    this.large = large;
    this.stamps = stamps;
  }

  CompletionStage<@Nullable Void> write(List<Write> writes) {
    CompletionStage<@Nullable Void> done = CompletableFuture.completedFuture(null);
    for (List<Steps.PartitionWrites> step : Steps.of(writes)) {
      done = done.thenCompose(nothing -> step(step));
    }
    return done;
  }

  private CompletionStage<@Nullable Void> step(List<Steps.PartitionWrites> step) {
    long stamp = stamps.stamp();
    Requests.Permit permit = stamps.permit(stamp);
    List<CompletableFuture<?>> partitions = new ArrayList<>(step.size());
    for (Steps.PartitionWrites writes : step) {
      partitions.add(partition(writes, stamp, permit).toCompletableFuture());
    }
    return all(partitions);
  }

  private CompletionStage<?> partition(
      Steps.PartitionWrites partition, long stamp, Requests.Permit permit) {
    List<Write> writes = partition.writes();
    int inline = inline(writes);
    List<BoundStatement> rows = new ArrayList<>(writes.size());
    List<CompletableFuture<?>> parts = new ArrayList<>(0);
    List<Key> removed = new ArrayList<>(0);
    for (Write write : writes) {
      switch (write) {
        case Write.Put put -> {
          if (put.value().length > inline) {
            parts.add(large.put(put.key(), put.value(), stamp, permit).toCompletableFuture());
          }
          rows.add(put(put.key(), column(put.value(), inline)));
        }
        case Write.Delete delete -> {
          rows.add(delete(delete.key()));
          if (partition.table().shape() == Table.Shape.BODIES) {
            removed.add(delete.key());
          }
        }
      }
    }
    Statement<?> together = together(rows, stamp);
    CompletionStage<?> written =
        parts.isEmpty()
            ? requests.send(together, permit)
            : all(parts).thenCompose(nothing -> requests.send(together, permit));
    return removed.isEmpty()
        ? written
        : written.thenCompose(
            nothing ->
                all(
                    removed.stream()
                        .<CompletableFuture<?>>map(
                            key -> large.delete(key, stamp, permit).toCompletableFuture())
                        .toList()));
  }

  /** Up to how many bytes values stand in their rows, so that all of a partition's fit a batch. */
  static int inline(List<Write> writes) {
    long bytes = 0;
    for (Write write : writes) {
      int value =
          switch (write) {
            case Write.Put put -> put.value().length;
            case Write.Delete _ -> 0;
          };
      Key key = write.key();
      bytes +=
          ROW_BYTES
              + key.partition().length
              + key.sort().length
              + (value > Cell.INLINE ? 0 : value);
    }
    return bytes > BATCH_BYTES ? Cell.INLINE_IF_CROWDED : Cell.INLINE;
  }

  static ByteBuffer column(byte[] value, int inline) {
    return value.length > inline ? Cell.parted(value) : Cell.inline(value);
  }

  BoundStatement put(Key key, ByteBuffer column) {
    return statements
        .of(key.table(), Statements.Kind.PUT)
        .bind(column, ByteBuffer.wrap(key.partition()), ByteBuffer.wrap(key.sort()));
  }

  BoundStatement delete(Key key) {
    return statements
        .of(key.table(), Statements.Kind.DELETE)
        .bind(ByteBuffer.wrap(key.partition()), ByteBuffer.wrap(key.sort()));
  }

  /** Unlogged, and of one partition: one mutation, whatever its size. */
  static BatchStatement batch(List<? extends BatchableStatement<?>> rows) {
    BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
    rows.forEach(batch::addStatement);
    return batch.setIdempotence(true).build();
  }

  static CompletionStage<@Nullable Void> all(List<CompletableFuture<?>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> null);
  }

  private static Statement<?> together(List<BoundStatement> rows, long stamp) {
    return rows.size() == 1
        ? rows.getFirst().setQueryTimestamp(stamp)
        : batch(rows).setQueryTimestamp(stamp);
  }
}

package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bricscodes.store.Key;
import org.jspecify.annotations.Nullable;

/**
 * Values too large for a cell, as parts beside their row. They are durable before the row names
 * them. Removing a row removes its parts behind it, under the same time stamp, so those of a later
 * put stay; putting another value over a large one leaves its parts until the row is removed.
 */
final class LargeValues {

  static final int PART = 256 << 10;

  /** Parts of one page: 2 MiB. */
  private static final int PAGE = 8;

  private final Statements statements;
  private final Requests writes;
  private final Requests reads;

  LargeValues(Statements statements, Requests writes, Requests reads) {
    this.statements = statements;
    this.writes = writes;
    this.reads = reads;
  }

  /** Writes the parts of a value. */
  CompletionStage<?> put(Key key, byte[] value, long stamp, Requests.Permit permit) {
    ByteBuffer id = ByteBuffer.wrap(Cell.id(value));
    List<CompletableFuture<?>> sent = new ArrayList<>();
    for (int part = 0, from = 0; from < value.length; part++, from += PART) {
      ByteBuffer bytes = ByteBuffer.wrap(value, from, Math.min(PART, value.length - from)).slice();
      sent.add(
          writes
              .send(
                  statements
                      .putPart()
                      .bind(
                          key.table().name(),
                          ByteBuffer.wrap(key.partition()),
                          ByteBuffer.wrap(key.sort()),
                          id,
                          part,
                          bytes)
                      .setQueryTimestamp(stamp),
                  permit)
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
  }

  /** Removes all parts of a row that were written up to the stamp. */
  CompletionStage<?> delete(Key key, long stamp, Requests.Permit permit) {
    return writes.send(
        statements
            .deleteParts()
            .bind(key.table().name(), ByteBuffer.wrap(key.partition()), ByteBuffer.wrap(key.sort()))
            .setQueryTimestamp(stamp),
        permit);
  }

  /** The value, or null where its parts are not, or no longer, all there. */
  CompletionStage<byte @Nullable []> get(Key key, Cell.Parted cell) {
    byte[] value = new byte[cell.length()];
    return reads
        .send(
            statements
                .parts()
                .bind(
                    key.table().name(),
                    ByteBuffer.wrap(key.partition()),
                    ByteBuffer.wrap(key.sort()),
                    ByteBuffer.wrap(cell.id()))
                .setPageSize(PAGE),
            () -> true)
        .thenCompose(page -> fill(value, 0, page))
        .thenApply(
            length ->
                length == value.length && Arrays.equals(Cell.id(value), cell.id()) ? value : null);
  }

  private CompletionStage<Integer> fill(byte[] value, int from, AsyncResultSet page) {
    int at = from;
    for (Row row : page.currentPage()) {
      ByteBuffer part = row.getBytesUnsafe(0);
      int length = part == null ? 0 : part.remaining();
      if (part == null || at + length > value.length) {
        return CompletableFuture.completedFuture(-1);
      }
      part.duplicate().get(value, at, length);
      at += length;
    }
    if (!page.hasMorePages()) {
      return CompletableFuture.completedFuture(at);
    }
    int next = at;
    return page.fetchNextPage().thenCompose(more -> fill(value, next, more));
  }
}

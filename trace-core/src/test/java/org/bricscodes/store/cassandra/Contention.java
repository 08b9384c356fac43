package org.bricscodes.store.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Many writers that compare and set one row with nothing between them and Cassandra. Under protocol
 * V5 a compare-and-set that timed out broke its connection, and everything with it; and what timed
 * out may have been applied.
 */
final class Contention {

  private static final Table STATES = new Table("states", Table.Shape.STATES);
  private static final int WRITERS = 64;
  private static final int ATTEMPTS = 6;

  private final AtomicInteger applied = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();

  private final CassandraSettings settings;
  private int counter;

  Contention(CassandraSettings settings) {
    this.settings = settings;
  }

  void run() throws Exception {
    CassandraStore.open(settings, Set.of(STATES), Clock.systemUTC(), new Random()).close();
    try (CqlSession session = Connection.open(settings);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      PreparedStatement swap =
          Statements.prepare(session, new Layout(settings.keyspace()), Set.of(STATES))
              .of(STATES, Statements.Kind.SWAP);
      AtomicLong operations = new AtomicLong();
      List<Future<?>> done = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        done.add(
            writers.submit(
                () -> {
                  for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                    increment(session, swap, operations.incrementAndGet());
                  }
                  return null;
                }));
      }
      for (Future<?> writer : done) {
        writer.get(180, TimeUnit.SECONDS);
      }
      counter = counter(session);
    }
  }

  int applied() {
    return applied.get();
  }

  int unknown() {
    return unknown.get();
  }

  /** What the row counted in the end. */
  int counter() {
    return counter;
  }

  @Override
  public String toString() {
    return applied
        + " applied, "
        + refused
        + " refused, "
        + unknown
        + " unknown; counted "
        + counter;
  }

  private void increment(CqlSession session, PreparedStatement swap, long operation)
      throws Exception {
    Row row =
        session
            .execute("SELECT value FROM contended.states WHERE partition = 0x70 AND sort = 0x")
            .one();
    ByteBuffer now = row == null ? null : row.getByteBuffer("value");
    ByteBuffer next = Cell.inline(Integer.toString(number(now) + 1).getBytes(UTF_8));
    ByteBuffer id = Swaps.bytes(new OperationId(0, operation));
    try {
      AsyncResultSet answer =
          session
              .executeAsync(
                  swap.boundStatementBuilder()
                      .setByteBuffer("op", id)
                      .setByteBuffer("value", next)
                      .setByteBuffer("partition", ByteBuffer.wrap("p".getBytes(UTF_8)))
                      .setByteBuffer("sort", ByteBuffer.allocate(0))
                      .setByteBuffer("expected", now)
                      .setByteBuffer("operation", id)
                      .build())
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);
      (answer.wasApplied() ? applied : refused).incrementAndGet();
    } catch (ExecutionException e) {
      // Anything else, such as a broken connection, is what this test is about.
      assertThat(e).hasCauseInstanceOf(WriteTimeoutException.class);
      unknown.incrementAndGet();
    }
  }

  private static int counter(CqlSession session) {
    Row row =
        session
            .execute(
                SimpleStatement.newInstance(
                        "SELECT value FROM contended.states WHERE partition = 0x70 AND sort = 0x")
                    .setConsistencyLevel(DefaultConsistencyLevel.SERIAL))
            .one();
    return number(row == null ? null : row.getByteBuffer("value"));
  }

  private static int number(@Nullable ByteBuffer column) {
    return column != null && Cell.of(column) instanceof Cell.Inline inline
        ? Integer.parseInt(new String(inline.value(), UTF_8))
        : 0;
  }
}

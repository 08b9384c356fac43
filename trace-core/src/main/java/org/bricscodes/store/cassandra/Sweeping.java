package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Walks all rows of a table, in the order of the partitions' tokens and of the partitions that
 * share one. A page may end within a partition; then what is left of it comes first, then other
 * partitions of its token, which are rare and must not be left out, then those of higher tokens.
 */
final class Sweeping {

  /** Rows of bodies in one answer of a node: of 16 KiB each they are 8 MiB. */
  private static final int BODIES_AT_ONCE = 512;

  private final Statements statements;
  private final Requests requests;
  private final Reading reading;

  Sweeping(Statements statements, Requests requests, Reading reading) {
    this.statements = statements;
    this.requests = requests;
    this.reading = reading;
  }

  /** Where a sweep is. */
  private sealed interface Place {

    /** Behind this row, in its partition. */
    record Within(Key last) implements Place {}

    /** Behind the last row of this partition. */
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    record Behind(byte[] partition) implements Place {}

    /** The inverse of {@link #of}: its kind, the partition's length, partition, sort key. */
    static byte[] cursor(Place place) {
      return switch (place) {
        case Within(Key last) ->
            ByteBuffer.allocate(3 + last.partition().length + last.sort().length)
                .put((byte) 0)
                .putShort((short) last.partition().length)
                .put(last.partition())
                .put(last.sort())
                .array();
        case Behind(byte[] partition) ->
            ByteBuffer.allocate(3 + partition.length)
                .put((byte) 1)
                .putShort((short) partition.length)
                .put(partition)
                .array();
      };
    }

    /**
     * @throws IllegalArgumentException if it is no cursor of ours
     */
    static Place of(Table table, byte[] cursor) {
      ByteBuffer bytes = ByteBuffer.wrap(cursor);
      byte kind = bytes.get();
      int length = bytes.remaining() < 2 ? -1 : bytes.getShort();
      if (length >= 1 && length <= bytes.remaining()) {
        byte[] partition = new byte[length];
        bytes.get(partition);
        byte[] sort = Cell.rest(bytes);
        if (kind == 0) {
          return new Within(new Key(table, partition, sort));
        }
        if (kind == 1 && sort.length == 0) {
          return new Behind(partition);
        }
      }
      throw new IllegalArgumentException("this is no cursor of this store's sweeps");
    }
  }

  /** Rows, and where the sweep is behind them; null: at its end. */
  private record Found(List<SweepPage.Entry> rows, @Nullable Place next) {}

  SweepPage page(Sweep sweep) {
    byte[] after = sweep.after();
    Found found = step(sweep, after == null ? null : Place.of(sweep.table(), after));
    while (found.rows.isEmpty() && found.next != null) {
      found = step(sweep, found.next);
    }
    return new SweepPage(found.rows, found.next == null ? null : Place.cursor(found.next));
  }

  private Found step(Sweep sweep, @Nullable Place place) {
    return switch (place) {
      case null -> rows(sweep, statements.of(sweep.table(), Statements.Kind.SWEEP).bind());
      case Place.Within(Key last) -> partition(sweep, last.partition(), last.sort());
      case Place.Behind(byte[] partition) -> {
        Optional<byte[]> twin = nextOfItsToken(sweep.table(), partition);
        yield twin.isPresent()
            ? partition(sweep, twin.get(), null)
            : rows(
                sweep,
                statements
                    .of(sweep.table(), Statements.Kind.SWEEP_BEHIND)
                    .bind(ByteBuffer.wrap(partition)));
      }
    };
  }

  private Found partition(Sweep sweep, byte[] partition, byte @Nullable [] behind) {
    Page page = reading.scan(Scan.of(sweep.table(), partition, sweep.limit()).after(behind));
    List<SweepPage.Entry> rows = new ArrayList<>();
    for (Page.Row row : page.rows()) {
      rows.add(
          new SweepPage.Entry(new Key(sweep.table(), partition.clone(), row.sort()), row.value()));
    }
    byte[] next = page.next();
    return new Found(
        rows,
        next == null
            ? new Place.Behind(partition)
            : new Place.Within(new Key(sweep.table(), partition, next)));
  }

  /** The partition behind this one, if another has its token. */
  private Optional<byte[]> nextOfItsToken(Table table, byte[] partition) {
    AsyncResultSet answer =
        StoreAnswer.await(
            requests.send(
                statements
                    .of(table, Statements.Kind.SAME_TOKEN)
                    .bind(ByteBuffer.wrap(partition))
                    .setPageSize(Limits.MAX_PAGE),
                () -> true));
    byte[] next = null;
    for (Row row : answer.currentPage()) {
      byte[] twin = bytes(row, 0);
      if (Arrays.compareUnsigned(twin, partition) > 0
          && (next == null || Arrays.compareUnsigned(twin, next) < 0)) {
        next = twin;
      }
    }
    return Optional.ofNullable(next);
  }

  /** The rows of one answer of the nodes. */
  private Found rows(Sweep sweep, BoundStatement statement) {
    int most = sweep.table().shape() == Table.Shape.BODIES ? BODIES_AT_ONCE : Limits.MAX_PAGE;
    AsyncResultSet answer =
        StoreAnswer.await(
            requests.send(statement.setPageSize(Math.min(sweep.limit(), most)), () -> true));
    List<SweepPage.Entry> rows = new ArrayList<>();
    Key last = null;
    long bytes = 0;
    for (Row row : answer.currentPage()) {
      if (last != null && bytes >= Limits.MAX_PAGE_BYTES) {
        return new Found(rows, new Place.Within(last));
      }
      last = new Key(sweep.table(), bytes(row, 0), bytes(row, 1));
      ByteBuffer column = row.getBytesUnsafe(2);
      // A row of states whose value was removed still names its last operation.
      byte[] value = column == null ? null : StoreAnswer.await(reading.value(last, column));
      if (value != null) {
        rows.add(new SweepPage.Entry(last, value));
        bytes += value.length;
      }
    }
    return new Found(rows, last == null || !answer.hasMorePages() ? null : new Place.Within(last));
  }

  private static byte[] bytes(Row row, int column) {
    ByteBuffer bytes = row.getBytesUnsafe(column);
    return bytes == null ? new byte[0] : Cell.rest(bytes.duplicate());
  }
}

package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;

/** Reads at QUORUM, which sees everything that was acknowledged. */
final class Reading {

  private static final byte[] NONE = {};

  /** A value replaced while its parts were read is looked up so often. */
  private static final int LOOKS = 4;

  /** Rows of bodies in one answer of a node: of 16 KiB each they are 8 MiB. */
  private static final int BODIES_AT_ONCE = 512;

  private final Statements statements;
  private final Requests requests;
  private final LargeValues large;

  Reading(Statements statements, Requests requests, LargeValues large) {
    this.statements = statements;
    this.requests = requests;
    this.large = large;
  }

  /** The value of a row, or null. */
  CompletionStage<byte @Nullable []> get(Key key) {
    return get(key, LOOKS);
  }

  private CompletionStage<byte @Nullable []> get(Key key, int looks) {
    return column(key).thenCompose(column -> column == null ? none() : value(key, column, looks));
  }

  /** The value a column stands for. */
  CompletionStage<byte @Nullable []> value(Key key, ByteBuffer column) {
    return value(key, column, LOOKS);
  }

  private CompletionStage<byte @Nullable []> value(Key key, ByteBuffer column, int looks) {
    return switch (Cell.of(column)) {
      case Cell.Inline inline -> CompletableFuture.completedFuture(inline.value());
      case Cell.Parted parted ->
          large
              .get(key, parted)
              .thenCompose(
                  value -> {
                    if (value != null) {
                      return CompletableFuture.completedFuture(value);
                    }
                    if (looks == 1) {
                      throw new StoreException.Corrupt("parts of a value are missing: " + key);
                    }
                    return get(key, looks - 1);
                  });
    };
  }

  private CompletionStage<@Nullable ByteBuffer> column(Key key) {
    return requests
        .send(
            statements
                .of(key.table(), Statements.Kind.GET)
                .bind(ByteBuffer.wrap(key.partition()), ByteBuffer.wrap(key.sort())),
            () -> true)
        .thenApply(
            result -> {
              Row row = result.one();
              return row == null ? null : row.getBytesUnsafe(0);
            });
  }

  /** One page. Its rows are those of one answer of the nodes, except where bodies are many. */
  Page scan(Scan scan) {
    Range range = Range.of(scan);
    return page(scan, range, asked(scan, range, scan.limit()));
  }

  /** A page of each; the nodes are asked for the beginnings of all before the first is read. */
  List<Page> scanAll(List<Scan> scans) {
    List<Range> ranges = scans.stream().map(Range::of).toList();
    List<CompletionStage<@Nullable AsyncResultSet>> begun = new ArrayList<>(scans.size());
    for (int i = 0; i < scans.size(); i++) {
      begun.add(asked(scans.get(i), ranges.get(i), scans.get(i).limit()));
    }
    List<Page> pages = new ArrayList<>(scans.size());
    for (int i = 0; i < scans.size(); i++) {
      pages.add(page(scans.get(i), ranges.get(i), begun.get(i)));
    }
    return pages;
  }

  private Page page(Scan scan, Range all, CompletionStage<@Nullable AsyncResultSet> begun) {
    Range range = all;
    CompletionStage<@Nullable AsyncResultSet> asked = begun;
    List<Page.Row> rows = new ArrayList<>();
    long bytes = 0;
    while (true) {
      Slice slice = slice(StoreAnswer.await(asked));
      for (Found found : slice.rows) {
        if (rows.size() == scan.limit() || bytes >= Limits.MAX_PAGE_BYTES) {
          return new Page(rows, rows.getLast().sort());
        }
        byte[] value = found(scan, found);
        if (value != null) {
          rows.add(new Page.Row(found.sort, value));
          bytes += value.length;
        }
      }
      if (!slice.more) {
        return new Page(rows, null);
      }
      range = range.behind(slice.last, scan.order());
      asked = asked(scan, range, scan.limit() - rows.size());
    }
  }

  private byte @Nullable [] found(Scan scan, Found found) {
    Key key = new Key(scan.table(), scan.partition(), found.sort);
    return StoreAnswer.await(value(key, found.column));
  }

  /**
   * Asks for so many rows of the range and one more, which tells whether there is another page;
   * nobody, and null, if there can be none.
   */
  private CompletionStage<@Nullable AsyncResultSet> asked(Scan scan, Range range, int wanted) {
    if (range.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    int most = scan.table().shape() == Table.Shape.BODIES ? BODIES_AT_ONCE : Limits.MAX_PAGE + 1;
    int asked = Math.min(wanted + 1, most);
    PreparedStatement statement = statements.scan(scan.table(), scan.order(), range.high() != null);
    ByteBuffer partition = ByteBuffer.wrap(scan.partition());
    ByteBuffer low = ByteBuffer.wrap(range.low());
    byte[] high = range.high();
    BoundStatement bound =
        high == null
            ? statement.bind(partition, low)
            : statement.bind(partition, low, ByteBuffer.wrap(high));
    return requests.send(bound.setPageSize(asked), () -> true).thenApply(answer -> answer);
  }

  private static Slice slice(@Nullable AsyncResultSet answer) {
    if (answer == null) {
      return new Slice(List.of(), NONE, false);
    }
    List<Found> rows = new ArrayList<>();
    byte[] last = NONE;
    for (Row row : answer.currentPage()) {
      ByteBuffer sort = row.getBytesUnsafe(0);
      ByteBuffer value = row.getBytesUnsafe(1);
      last = sort == null ? NONE : Cell.rest(sort.duplicate());
      // A row of states whose value was removed still names its last operation.
      if (value != null) {
        rows.add(new Found(last, value));
      }
    }
    return new Slice(rows, last, answer.hasMorePages());
  }

  private static CompletionStage<byte @Nullable []> none() {
    return CompletableFuture.completedFuture(null);
  }

  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  private record Found(byte[] sort, ByteBuffer column) {}

  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  private record Slice(List<Found> rows, byte[] last, boolean more) {}

  /**
   * What is left of a scan.
   *
   * @param low inclusive
   * @param high exclusive; null: to the end
   */
  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  record Range(byte[] low, byte @Nullable [] high) {

    // Spelled out: in an implicit constructor's class file the parameter loses its @Nullable.
    Range(byte[] low, byte @Nullable [] high) {
      this.low = low;
      this.high = high;
    }

    static Range of(Scan scan) {
      byte[] from = scan.from();
      byte[] after = scan.after();
      Range range = new Range(from == null ? NONE : from, scan.to());
      return after == null ? range : range.behind(after, scan.order());
    }

    /** The part behind a sort key, in the direction of the scan. */
    Range behind(byte[] sort, Scan.Order order) {
      return switch (order) {
        case ASCENDING -> {
          byte[] next = OrderedBytes.after(sort);
          yield Arrays.compareUnsigned(next, low) > 0 ? new Range(next, high) : this;
        }
        case DESCENDING ->
            high == null || Arrays.compareUnsigned(sort, high) < 0 ? new Range(low, sort) : this;
      };
    }

    boolean isEmpty() {
      return high != null && Arrays.compareUnsigned(low, high) >= 0;
    }
  }
}

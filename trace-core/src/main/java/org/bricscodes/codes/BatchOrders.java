package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Orders by owner. The order of writes is what makes a crash harmless:
 *
 * <ol>
 *   <li>note that it will have to be told, see {@link CodeNotices};
 *   <li>allocate: a crash after it leaves counters nobody was given;
 *   <li>claim the idempotency key: of two equal orders one wins, the other's counters are lost; a
 *       crash after it is repaired by the client's retry, which goes on with step 4;
 *   <li>list the batch under its owner, and the owner under product and lot ({@link Parties}).
 * </ol>
 */
final class BatchOrders {

  static final int MAX_PAGE = 1000;

  private static final int SORT_BYTES = 32;

  private final Rows rows;
  private final Ranges ranges;

  BatchOrders(Rows rows, Ranges ranges) {
    this.rows = rows;
    this.ranges = ranges;
  }

  Batch issue(BatchOrder order, Supplier<Batch> allocate) {
    Batch batch = repeated(order);
    if (batch == null) {
      batch = claim(order, allocate.get());
    }
    List<Write> lines = new ArrayList<>(List.of(new Write.Put(ownerKey(batch), new byte[0])));
    lines.addAll(Parties.rows(batch));
    rows.writeAll(lines);
    return batch;
  }

  BatchPage page(String owner, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to 1000");
    }
    Page page =
        rows.scan(
            new Scan(
                Rows.OWNERS,
                utf8(owner),
                null,
                null,
                Scan.Order.DESCENDING,
                cursor == null ? null : decode(cursor),
                limit));
    List<BatchId> ids = page.rows().stream().map(row -> id(row.sort())).toList();
    byte[] next = page.next();
    return new BatchPage(
        ranges.batches(ids),
        next == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(next));
  }

  private @Nullable Batch repeated(BatchOrder order) {
    String idempotencyKey = order.idempotencyKey();
    if (idempotencyKey == null) {
      return null;
    }
    byte[] id = rows.get(orderKey(order.owner(), idempotencyKey));
    return id == null ? null : earlier(order, id);
  }

  private Batch claim(BatchOrder order, Batch batch) {
    String idempotencyKey = order.idempotencyKey();
    if (idempotencyKey == null) {
      return batch;
    }
    Key key = orderKey(order.owner(), idempotencyKey);
    Write claim = new Write.Put(key, utf8(batch.id().toString()));
    return switch (rows.compareAndSet(key, null, List.of(claim))) {
      case CasResult.Applied _ -> batch;
      case CasResult.Conflict conflict -> {
        byte[] winner = conflict.current();
        if (winner == null) {
          throw new StoreException.Corrupt("an order row was removed");
        }
        yield earlier(order, winner);
      }
    };
  }

  private Batch earlier(BatchOrder order, byte[] id) {
    Batch batch = ranges.batch(BatchId.parse(new String(id, StandardCharsets.UTF_8)));
    if (batch == null) {
      throw new StoreException.Corrupt("an order row names a batch that does not exist");
    }
    if (batch.gtin().equals(order.gtin())
        && batch.count() == order.quantity()
        && batch.lot().equals(order.lot())
        && Objects.equals(batch.expiry(), order.expiry())
        && Objects.equals(batch.plant(), order.plant())
        && Objects.equals(batch.product(), order.product())
        && batch.markets().equals(order.markets())) {
      return batch;
    }
    throw new CodesException.IdempotencyConflict();
  }

  private static Key orderKey(String owner, String idempotencyKey) {
    return new Key(Rows.ORDERS, utf8(owner), utf8(idempotencyKey));
  }

  private static Key ownerKey(Batch batch) {
    byte[] sort =
        ByteBuffer.allocate(SORT_BYTES)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, batch.created()))
            .put(utf8(batch.id().toString()))
            .array();
    return new Key(Rows.OWNERS, utf8(batch.owner()), sort);
  }

  private static BatchId id(byte[] ownerSort) {
    return BatchId.parse(
        new String(ownerSort, Long.BYTES, SORT_BYTES - Long.BYTES, StandardCharsets.UTF_8));
  }

  private static byte[] decode(String cursor) {
    byte[] sort = cursor.length() > 64 ? new byte[0] : Base64.getUrlDecoder().decode(cursor);
    if (sort.length != SORT_BYTES) {
      throw new IllegalArgumentException("the cursor is not one of ours");
    }
    return sort;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

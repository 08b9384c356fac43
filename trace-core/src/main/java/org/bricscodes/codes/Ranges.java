package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The counters of every GTIN and epoch: how many are given out, and to which batch. The mark and
 * the batch row change in one compare-and-set, so there is never a counter above the mark, below it
 * without a batch, or in two batches.
 */
final class Ranges {

  private static final int MAX_ATTEMPTS = 1000;
  private static final byte[] MARK = {0};
  private static final byte BATCH = 1;

  private final Rows rows;
  private final InstantSource clock;

  Ranges(Rows rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  KeyEpoch epochNow() {
    return KeyEpoch.at(clock.instant());
  }

  Batch allocate(BatchOrder order, KeyEpoch epoch) {
    byte[] partition = partition(order.gtin(), epoch);
    Key markKey = new Key(Rows.RANGES, partition, MARK);
    Instant created = clock.instant().truncatedTo(ChronoUnit.MICROS);
    byte[] mark = rows.get(markKey);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      long first = mark == null ? 0 : ByteBuffer.wrap(mark).getLong();
      long left = SerialCipher.COUNTERS - first;
      if (order.quantity() > left) {
        throw new CodesException.CountersExhausted(left);
      }
      Batch batch = batch(order, new BatchId(order.gtin(), epoch, first), created);
      byte[] nextMark = ByteBuffer.allocate(8).putLong(first + order.quantity()).array();
      List<Write> writes =
          List.of(
              new Write.Put(markKey, nextMark),
              new Write.Put(new Key(Rows.RANGES, partition, sort(first)), BatchRow.encode(batch)));
      switch (rows.compareAndSet(markKey, mark, writes)) {
        case CasResult.Applied _ -> {
          return batch;
        }
        case CasResult.Conflict conflict -> mark = conflict.current();
      }
    }
    throw new CodesException.Contended();
  }

  @Nullable Batch batch(BatchId id) {
    byte[] row = rows.get(key(id));
    return row == null ? null : BatchRow.decode(id, row);
  }

  /** The batches with these ids, in their order; at most one page. */
  List<Batch> batches(List<BatchId> ids) {
    List<byte @Nullable []> found = rows.getAll(ids.stream().map(Ranges::key).toList());
    List<Batch> batches = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      byte[] row = found.get(i);
      if (row != null) {
        batches.add(BatchRow.decode(ids.get(i), row));
      }
    }
    return batches;
  }

  /** The batch that holds a counter: the last one that begins at or below it, if it reaches it. */
  @Nullable Batch holding(Gtin gtin, KeyEpoch epoch, long counter) {
    Page page =
        rows.scan(
            new Scan(
                Rows.RANGES,
                partition(gtin, epoch),
                sort(0),
                sort(counter + 1),
                Scan.Order.DESCENDING,
                null,
                1));
    if (page.rows().isEmpty()) {
      return null;
    }
    Page.Row row = page.rows().getFirst();
    long first = ByteBuffer.wrap(row.sort()).getLong(1);
    Batch batch = BatchRow.decode(new BatchId(gtin, epoch, first), row.value());
    return batch.holds(counter) ? batch : null;
  }

  private static Batch batch(BatchOrder order, BatchId id, Instant created) {
    return new Batch(
        id,
        order.owner(),
        order.quantity(),
        order.lot(),
        order.expiry(),
        order.plant(),
        order.product(),
        created);
  }

  private static Key key(BatchId id) {
    return new Key(Rows.RANGES, partition(id.gtin(), id.epoch()), sort(id.firstCounter()));
  }

  private static byte[] partition(Gtin gtin, KeyEpoch epoch) {
    return EpochKey.ascii(gtin.digits() + epoch.symbol());
  }

  private static byte[] sort(long firstCounter) {
    return ByteBuffer.allocate(9).put(BATCH).putLong(firstCounter).array();
  }
}

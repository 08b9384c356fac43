package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
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
 * without a batch, or in two batches. Where the epoch's character has several keys, the counter at
 * which each begins for this GTIN is written in the same compare-and-set as its first batch.
 */
final class Ranges implements Allocations {

  private static final int MAX_ATTEMPTS = 1000;
  private static final byte[] MARK = {0};
  private static final byte BATCH = 1;
  private static final byte GENERATION = 2;
  private static final int GTINS_AT_ONCE = 1000;
  private static final int BATCHES_AT_ONCE = 1000;
  private static final int PAGE = KeyGeneration.MAX_NUMBER + 1;
  private static final byte[] NONE = {};

  private final Rows rows;
  private final CodeNotices notices;
  private final InstantSource clock;

  Ranges(Rows rows, CodeNotices notices, InstantSource clock) {
    this.rows = rows;
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * Gives the next counters of the epoch to a batch.
   *
   * @param generation of the epoch's key
   * @return null: a later generation has begun meanwhile; nothing was done
   */
  @Nullable Batch allocate(BatchOrder order, KeyEpoch epoch, int generation) {
    byte[] partition = partition(order.gtin(), epoch);
    Key markKey = new Key(Rows.RANGES, partition, MARK);
    Instant created = clock.instant().truncatedTo(ChronoUnit.MICROS);
    byte[] mark = rows.get(markKey);
    if (mark == null) {
      // First, so that every GTIN with a mark is listed.
      rows.write(new Write.Put(new Key(Rows.GTINS, symbol(epoch), gtin(order.gtin())), NONE));
    }
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      long first = mark == null ? 0 : ByteBuffer.wrap(mark).getLong();
      long left = SerialCipher.COUNTERS - first;
      if (order.quantity() > left) {
        throw new CodesException.CountersExhausted(left);
      }
      Batch batch = batch(order, new BatchId(order.gtin(), epoch, first), created);
      notices.intend(batch.id());
      byte[] nextMark = ByteBuffer.allocate(8).putLong(first + order.quantity()).array();
      List<Write> writes = new ArrayList<>();
      writes.add(new Write.Put(markKey, nextMark));
      writes.add(
          new Write.Put(new Key(Rows.RANGES, partition, sort(first)), BatchRow.encode(batch)));
      // Read after the mark: as long as the mark stands, so do these.
      int last = lastGeneration(partition);
      if (last > generation) {
        return null;
      }
      if (last < generation) {
        writes.add(new Write.Put(generationKey(partition, generation), counter(first)));
      }
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

  /** The epochs in which codes of a GTIN were given out. */
  List<KeyEpoch> epochs(Gtin gtin) {
    List<Key> marks = new ArrayList<>(KeyEpoch.COUNT);
    for (int number = 0; number < KeyEpoch.COUNT; number++) {
      marks.add(new Key(Rows.RANGES, partition(gtin, new KeyEpoch(number)), MARK));
    }
    List<byte @Nullable []> found = rows.getAll(marks);
    List<KeyEpoch> epochs = new ArrayList<>(2);
    for (int number = 0; number < KeyEpoch.COUNT; number++) {
      if (found.get(number) != null) {
        epochs.add(new KeyEpoch(number));
      }
    }
    return epochs;
  }

  /** The first {@code limit} batches of a GTIN in an epoch. */
  List<Batch> first(Gtin gtin, KeyEpoch epoch, int limit) {
    Scan scan =
        Scan.of(Rows.RANGES, partition(gtin, epoch), limit)
            .between(sort(0), new byte[] {GENERATION});
    return rows.scan(scan).rows().stream()
        .map(
            row -> {
              long first = ByteBuffer.wrap(row.sort()).getLong(1);
              return BatchRow.decode(new BatchId(gtin, epoch, first), row.value());
            })
        .toList();
  }

  /** The batch of a row of the table; null: it holds something else. */
  static @Nullable Batch batch(Key key, byte[] value) {
    if (key.sort()[0] != BATCH) {
      return null;
    }
    String partition = new String(key.partition(), StandardCharsets.US_ASCII);
    int end = partition.length() - 1;
    BatchId id =
        new BatchId(
            new Gtin(partition.substring(0, end)),
            KeyEpoch.parse(partition.substring(end)),
            ByteBuffer.wrap(key.sort()).getLong(1));
    return BatchRow.decode(id, value);
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

  /** The batches of a GTIN under one key of an epoch, in order of issue, at most so many. */
  List<Batch> batches(Gtin gtin, KeyEpoch epoch, int generation, int limit) {
    byte[] partition = partition(gtin, epoch);
    List<Batch> batches = new ArrayList<>();
    byte @Nullable [] after = null;
    do {
      Page page =
          rows.scan(
              Scan.of(Rows.RANGES, partition, BATCHES_AT_ONCE)
                  .between(sort(0), new byte[] {GENERATION})
                  .after(after));
      for (Page.Row row : page.rows()) {
        long first = ByteBuffer.wrap(row.sort()).getLong(1);
        if (batches.size() < limit && generation(gtin, epoch, first) == generation) {
          batches.add(BatchRow.decode(new BatchId(gtin, epoch, first), row.value()));
        }
      }
      after = page.next();
    } while (after != null && batches.size() < limit);
    return batches;
  }

  /** The last batch that begins at or below the counter, if it reaches it. */
  @Override
  public @Nullable Batch holding(Gtin gtin, KeyEpoch epoch, long counter) {
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

  @Override
  public int generation(Gtin gtin, KeyEpoch epoch, long counter) {
    int found = 0;
    for (Page.Row row : generations(partition(gtin, epoch), Scan.Order.ASCENDING, PAGE)) {
      if (ByteBuffer.wrap(row.value()).getLong() <= counter) {
        found = row.sort()[1] & 0xFF;
      }
    }
    return found;
  }

  /** How many counters were given out under one key of an epoch, over all GTINs. */
  long issued(KeyEpoch epoch, int generation) {
    LongAdder issued = new LongAdder();
    forEachMark(
        epoch, (gtin, mark) -> issued.add(issued(partition(gtin, epoch), generation, mark)));
    return issued.sum();
  }

  /** Tells every GTIN with codes of an epoch, and its next free counter. */
  void forEachMark(KeyEpoch epoch, ObjLongConsumer<Gtin> next) {
    byte @Nullable [] after = null;
    do {
      Page page = rows.scan(Scan.of(Rows.GTINS, symbol(epoch), GTINS_AT_ONCE).after(after));
      for (Page.Row row : page.rows()) {
        Gtin gtin = new Gtin(new String(row.sort(), StandardCharsets.US_ASCII));
        byte[] mark = rows.get(new Key(Rows.RANGES, partition(gtin, epoch), MARK));
        if (mark != null) {
          next.accept(gtin, ByteBuffer.wrap(mark).getLong());
        }
      }
      after = page.next();
    } while (after != null);
  }

  /** From where this generation began to where the next one did, or to the mark. */
  private long issued(byte[] partition, int generation, long mark) {
    long begin = generation == 0 ? 0 : -1;
    long end = mark;
    for (Page.Row row : generations(partition, Scan.Order.ASCENDING, PAGE)) {
      int number = row.sort()[1] & 0xFF;
      long first = ByteBuffer.wrap(row.value()).getLong();
      if (number == generation) {
        begin = first;
      } else if (number > generation && end == mark) {
        end = first;
      }
    }
    return begin < 0 ? 0 : end - begin;
  }

  private int lastGeneration(byte[] partition) {
    List<Page.Row> last = generations(partition, Scan.Order.DESCENDING, 1);
    return last.isEmpty() ? 0 : last.getFirst().sort()[1] & 0xFF;
  }

  private List<Page.Row> generations(byte[] partition, Scan.Order order, int limit) {
    return rows.scan(
            new Scan(
                Rows.RANGES,
                partition,
                new byte[] {GENERATION},
                new byte[] {GENERATION + 1},
                order,
                null,
                limit))
        .rows();
  }

  private static Key generationKey(byte[] partition, int generation) {
    return new Key(Rows.RANGES, partition, new byte[] {GENERATION, (byte) generation});
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
        order.markets(),
        created);
  }

  static Key key(BatchId id) {
    return new Key(Rows.RANGES, partition(id.gtin(), id.epoch()), sort(id.firstCounter()));
  }

  private static byte[] gtin(Gtin gtin) {
    return EpochKey.ascii(gtin.digits());
  }

  private static byte[] symbol(KeyEpoch epoch) {
    return new byte[] {(byte) epoch.symbol()};
  }

  private static byte[] counter(long counter) {
    return ByteBuffer.allocate(Long.BYTES).putLong(counter).array();
  }

  private static byte[] partition(Gtin gtin, KeyEpoch epoch) {
    return EpochKey.ascii(gtin.digits() + epoch.symbol());
  }

  private static byte[] sort(long firstCounter) {
    return ByteBuffer.allocate(9).put(BATCH).putLong(firstCounter).array();
  }
}

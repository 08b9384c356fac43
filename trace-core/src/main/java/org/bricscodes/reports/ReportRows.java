package org.bricscodes.reports;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The tables of this package; their layout is permanent.
 *
 * <pre>
 *   report_bodies  id                                                → {@link ReportCodec report}
 *   report_lists   'a' · hour, newest first ‖ id                     → owner, GTIN and lot
 *                  'o' ‖ owner · the same                            → (empty)
 *                  'l' ‖ owner ‖ 00 ‖ GTIN ‖ lot · the same          → (empty)
 *   report_lots    GTIN · lot ‖ 00 ‖ owner                           → counts by kind
 * </pre>
 *
 * <p>Lists are written before the report they point at, so that no report is out of the reach of
 * its owner and of the sweep; an entry that points at nothing means nothing.
 */
final class ReportRows {

  static final Table BODIES = new Table("report_bodies", Table.Shape.STATES);
  static final Table LISTS = new Table("report_lists", Table.Shape.POSTINGS);
  static final Table LOTS = new Table("report_lots", Table.Shape.STATES);
  static final Set<Table> ALL = Set.of(BODIES, LISTS, LOTS);

  static final byte[] EVERYBODYS = {'a'};

  /** Bytes of a place in a list: hour and id. */
  static final int PLACE = Long.BYTES + ReportId.BYTES;

  private static final byte[] EMPTY = {};
  private static final long HOUR_SECONDS = 3600;

  private final Store store;
  private final RandomGenerator random;

  ReportRows(Store store, RandomGenerator random) {
    this.store = store;
    this.random = random;
  }

  static Key body(ReportId id) {
    return Key.of(BODIES, id.bytes());
  }

  static byte[] ofOwner(String owner) {
    return ("o" + owner).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] ofLot(String owner, Gtin gtin, @Nullable String lot) {
    return OrderedBytes.concat(new byte[] {'l'}, OrderedBytes.ofText(owner), product(gtin, lot));
  }

  /** Fourteen digits, then the lot, of which none is empty where it is known. */
  static byte[] product(Gtin gtin, @Nullable String lot) {
    return (gtin.digits() + (lot == null ? "" : lot)).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] place(Instant hour, ReportId id) {
    return OrderedBytes.concat(from(hour), id.bytes());
  }

  /** Where the reports of an hour begin, and those before it follow. */
  static byte[] from(Instant hour) {
    byte[] bytes = new byte[Long.BYTES];
    OrderedBytes.putLongDescending(bytes, 0, Math.floorDiv(hour.getEpochSecond(), HOUR_SECONDS));
    return bytes;
  }

  static ReportId idOf(byte[] place) {
    byte[] id = new byte[ReportId.BYTES];
    System.arraycopy(place, Long.BYTES, id, 0, ReportId.BYTES);
    return ReportId.of(id);
  }

  /** Every entry of a report; everybody's is the first. */
  static List<Write> entries(ReportSubject subject, byte[] place) {
    return List.of(
        new Write.Put(new Key(LISTS, EVERYBODYS, place), ReportCodec.encode(subject)),
        new Write.Put(new Key(LISTS, ofOwner(subject.owner()), place), EMPTY),
        new Write.Put(
            new Key(LISTS, ofLot(subject.owner(), subject.gtin(), subject.lot()), place), EMPTY));
  }

  static byte[] lots(Gtin gtin) {
    return gtin.digits().getBytes(StandardCharsets.US_ASCII);
  }

  static Key lot(ReportSubject subject) {
    String lot = subject.lot();
    return new Key(
        LOTS,
        lots(subject.gtin()),
        OrderedBytes.concat(
            OrderedBytes.ofText(lot == null ? "" : lot),
            subject.owner().getBytes(StandardCharsets.UTF_8)));
  }

  byte @Nullable [] read(Key key) {
    return store.get(key);
  }

  List<byte @Nullable []> readAll(List<Key> keys) {
    return store.getAll(keys);
  }

  Page scan(Scan scan) {
    return store.scan(scan);
  }

  void write(List<Write> writes) {
    StoreAnswer.await(store.write(writes));
  }

  CasResult compareAndSet(Key key, byte @Nullable [] expected, Write write) {
    OperationId operation;
    synchronized (random) {
      operation = OperationId.random(random);
    }
    return StoreAnswer.await(store.compareAndSet(key, expected, List.of(write), operation));
  }
}

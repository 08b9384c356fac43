package org.bricscodes.scans;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
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
 *   scan_items       GTIN ‖ serial · 00                           → summary
 *                    GTIN ‖ serial · 01 ‖ began ‖ device ‖ inner  → visit
 *   scan_hours       'h' · hour                                   → (empty): hours that have rows
 *                    'v' ‖ hour · began ‖ device ‖ inner ‖ item   → (empty)
 *                    'a' ‖ recorder · GTIN ‖ serial               → (empty): alarms not yet raised
 *   scan_guesses     hour · at ‖ device ‖ GTIN ‖ serial           → visit
 *   scan_lots        GTIN · lot                                   → counts
 *   scan_alarms      owner · day, newest first ‖ digest           → alarm
 *   scan_alarm_days  'a' · day, newest first ‖ digest             → owner
 * </pre>
 *
 * <p>The row of {@code scan_hours} is written before the visit it points at, so no visit can be
 * missed by the sweep that ends its retention; one that points at nothing means nothing. A visit
 * that is dropped takes its pointer along, afterwards. An item whose alarms are not yet raised is
 * noted before they are due and until they are there, so that a crash between leaves none out.
 */
final class ScanRows {

  static final Table ITEMS = new Table("scan_items", Table.Shape.STATES);
  static final Table HOURS = new Table("scan_hours", Table.Shape.POSTINGS);
  static final Table GUESSES = new Table("scan_guesses", Table.Shape.ROWS);
  static final Table LOTS = new Table("scan_lots", Table.Shape.STATES);
  static final Table ALARMS = new Table("scan_alarms", Table.Shape.STATES);
  static final Table ALARM_DAYS = new Table("scan_alarm_days", Table.Shape.POSTINGS);
  static final Set<Table> ALL = Set.of(ITEMS, HOURS, GUESSES, LOTS, ALARMS, ALARM_DAYS);

  static final byte[] ALL_HOURS = {'h'};
  static final byte[] ALL_ALARMS = {'a'};

  /** Bytes of a visit's place in its item's partition. */
  static final int VISIT_SORT = 18;

  /** Bytes of an alarm's sort key: day and digest. */
  static final int ALARM_SORT = 24;

  private static final byte[] SUMMARY = {0};
  private static final byte VISIT = 1;
  private static final byte[] EMPTY = {};
  private static final long HOUR_MILLIS = 3_600_000;

  /** Nanoseconds, at most, before a row is tried again that another changed; doubled each time. */
  private static final long PAUSE = 500_000;

  private static final long MAX_PAUSE = 100_000_000;
  private static final int DOUBLINGS = 8;

  private final Store store;
  private final RandomGenerator random;

  ScanRows(Store store, RandomGenerator random) {
    this.store = store;
    this.random = random;
  }

  /**
   * Before a row that somebody else changed is tried again: longer each time, and never as long as
   * another. Read it again afterwards.
   *
   * @param attempt from 0, for which nobody waits
   */
  void giveWay(int attempt) {
    if (attempt > 0) {
      LockSupport.parkNanos(
          random.nextLong(1, Math.min(MAX_PAUSE, PAUSE << Math.min(attempt, DOUBLINGS))));
    }
  }

  static long hour(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), HOUR_MILLIS);
  }

  static Key summary(ScanSubject subject) {
    return new Key(ITEMS, subject.key(), SUMMARY);
  }

  static Key visit(ScanSubject subject, Visit visit) {
    return new Key(ITEMS, subject.key(), visitSort(visit));
  }

  private static byte[] visitSort(Visit visit) {
    byte[] sort = new byte[VISIT_SORT];
    sort[0] = VISIT;
    OrderedBytes.putLong(sort, 1, visit.began().toEpochMilli());
    OrderedBytes.putUnsigned(sort, 9, visit.visitor().device());
    sort[17] = (byte) (visit.channel() == Channel.INNER ? 1 : 0);
    return sort;
  }

  static boolean isVisit(byte[] sort) {
    return sort.length == VISIT_SORT && sort[0] == VISIT;
  }

  static Key pointer(ScanSubject subject, Visit visit) {
    byte[] place = OrderedBytes.concat(visitSort(visit), subject.key());
    return new Key(HOURS, visits(hour(visit.began())), place);
  }

  /** Of one recorder, since it puts and deletes them plainly. */
  static byte[] dueAlarms(String recorder) {
    return ("a" + recorder).getBytes(StandardCharsets.US_ASCII);
  }

  static Key dueAlarms(String recorder, ScanSubject subject) {
    return new Key(HOURS, dueAlarms(recorder), subject.key());
  }

  /** The row a pointer of {@code scan_hours} points at. */
  static Key pointed(byte[] sort) {
    byte[] item = Arrays.copyOfRange(sort, VISIT_SORT, sort.length);
    return new Key(ITEMS, item, Arrays.copyOf(sort, VISIT_SORT));
  }

  static ScanSubject subjectOfPointer(byte[] sort) {
    return ScanSubject.ofKey(sort, VISIT_SORT);
  }

  static byte[] visits(long hour) {
    return OrderedBytes.concat(new byte[] {'v'}, OrderedBytes.ofLong(hour));
  }

  static Write hourRow(long hour) {
    return put(HOURS, ALL_HOURS, OrderedBytes.ofLong(hour));
  }

  static Write.Put guess(Look look, byte[] value) {
    byte[] sort = new byte[16];
    OrderedBytes.putLong(sort, 0, look.at().toEpochMilli());
    OrderedBytes.putUnsigned(sort, 8, look.visitor().device());
    return new Write.Put(
        new Key(
            GUESSES,
            OrderedBytes.ofLong(hour(look.at())),
            OrderedBytes.concat(sort, look.subject().key())),
        value);
  }

  static ScanSubject subjectOfGuess(byte[] sort) {
    return ScanSubject.ofKey(sort, 16);
  }

  static Key lot(ScanSubject subject, String lot) {
    return new Key(LOTS, gtin(subject.gtin().digits()), lot.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gtin(String digits) {
    return digits.getBytes(StandardCharsets.US_ASCII);
  }

  static Key alarm(String owner, byte[] sort) {
    return new Key(ALARMS, owner(owner), sort);
  }

  static byte[] owner(String owner) {
    return ("o" + owner).getBytes(StandardCharsets.UTF_8);
  }

  private static Write put(Table table, byte[] partition, byte[] sort) {
    return put(new Key(table, partition, sort));
  }

  static Write put(Key key) {
    return new Write.Put(key, EMPTY);
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

  /** Begins; the caller awaits. */
  CompletionStage<CasResult> begin(Key key, byte @Nullable [] expected, List<Write> writes) {
    OperationId operation;
    synchronized (random) {
      operation = OperationId.random(random);
    }
    return store.compareAndSet(key, expected, writes, operation);
  }

  CasResult compareAndSet(Key key, byte @Nullable [] expected, List<Write> writes) {
    return StoreAnswer.await(begin(key, expected, writes));
  }
}

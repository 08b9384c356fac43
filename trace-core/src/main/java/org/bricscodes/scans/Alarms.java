package org.bricscodes.scans;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Alarms as they are kept and listed. One for each rule, subject and day: raising it again, also
 * after a crash, counts it up. Durable when a method returns; methods block; any thread.
 */
public final class Alarms {

  /** Characters of a note at most. */
  public static final int MAX_NOTE = 500;

  private static final int MAX_ATTEMPTS = 100;
  private static final int STEP = 500;

  /** Rows looked at for one page at most: a rare filter gives a short page, not a long wait. */
  private static final int MAX_STEPS = 10;

  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  /** Stands for a row that points at nothing. */
  private static final Alarm ABSENT =
      new Alarm(
          "",
          "",
          RuleName.GUESS_BURST,
          0,
          null,
          null,
          null,
          Instant.EPOCH,
          Instant.EPOCH,
          0,
          Map.of(),
          null);

  private final ScanRows rows;
  private final InstantSource clock;

  /**
   * @param random names the store operations; unpredictably seeded
   */
  public Alarms(Store store, InstantSource clock, RandomGenerator random) {
    this(new ScanRows(store, random), clock);
  }

  Alarms(ScanRows rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** What an alarm is about; all null for a network. */
  record Subject(@Nullable String gtin, @Nullable String lot, @Nullable String serial) {
    static final Subject NETWORK = new Subject(null, null, null);
  }

  /** Raises the alarm, or once more where it is there. */
  void raise(String owner, Subject subject, Hit hit) {
    raise(owner, subject, hit, current -> current.again(hit));
  }

  /** Raises the alarm where it is not there. */
  void raiseMissing(String owner, Subject subject, Hit hit) {
    raise(owner, subject, hit, current -> current);
  }

  private void raise(String owner, Subject subject, Hit hit, UnaryOperator<Alarm> again) {
    long day = day(hit.at());
    byte[] sort = sort(day, subject, hit);
    // First, so that an alarm can never be there and not in the list of all.
    rows.write(
        List.of(
            new Write.Put(
                new Key(ScanRows.ALARM_DAYS, ScanRows.ALL_ALARMS, sort),
                owner.getBytes(StandardCharsets.UTF_8))));
    Alarm fresh =
        new Alarm(
            id(sort),
            owner,
            hit.rule(),
            hit.weight(),
            subject.gtin,
            subject.lot,
            subject.serial,
            hit.at(),
            hit.at(),
            1,
            hit.facts(),
            null);
    change(owner, sort, current -> current == null ? fresh : again.apply(current));
  }

  /**
   * Some alarms.
   *
   * @param cursor {@link AlarmPage#next} of the page before; null: from the newest
   * @throws IllegalArgumentException if the cursor is not one of ours
   */
  public AlarmPage page(AlarmFilter filter, @Nullable String cursor, int limit) {
    byte[] after = cursor == null ? null : sortOf(cursor).orElseThrow(Alarms::badCursor);
    List<Alarm> found = new ArrayList<>();
    for (int step = 0; step < MAX_STEPS; step++) {
      Page page = filter.owner().isPresent() ? own(filter, after) : all(after);
      List<Alarm> alarms = alarms(filter, page);
      for (int i = 0; i < page.rows().size(); i++) {
        after = page.rows().get(i).sort();
        Alarm alarm = alarms.get(i);
        if (!alarm.equals(ABSENT) && filter.takes(alarm)) {
          found.add(alarm);
          if (found.size() == limit) {
            boolean last = i + 1 == page.rows().size() && page.next() == null;
            return new AlarmPage(found, last ? null : id(after));
          }
        }
      }
      if (page.next() == null || after == null) {
        return new AlarmPage(found, null);
      }
    }
    return new AlarmPage(found, after == null ? null : id(after));
  }

  /** The alarm of this id. */
  public Optional<Alarm> find(String id) {
    return sortOf(id)
        .flatMap(
            sort ->
                owner(sort)
                    .flatMap(
                        owner ->
                            Optional.ofNullable(rows.read(ScanRows.alarm(owner, sort)))
                                .map(row -> ScanCodec.alarm(id, owner, row))));
  }

  /**
   * Marks an alarm as looked into; the first to do so is kept.
   *
   * @return the alarm as it is now; empty: there is none of this id
   */
  public Optional<Alarm> acknowledge(String id, String by, String note) {
    if (note.length() > MAX_NOTE) {
      throw new IllegalArgumentException("a note has at most 500 characters");
    }
    Optional<Alarm> known = find(id);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    byte[] sort = sortOf(id).orElseThrow();
    Instant now = clock.instant();
    return Optional.of(
        change(
            known.get().owner(),
            sort,
            current -> {
              Alarm alarm = current == null ? known.get() : current;
              return alarm.acknowledged() == null
                  ? alarm.acknowledged(new Alarm.Acknowledgement(by, now, note))
                  : alarm;
            }));
  }

  /** Removes alarms of days before this one. */
  int sweep(Instant oldest) {
    byte[] from = new byte[8];
    // Newest first: what is older lies behind.
    OrderedBytes.putLongDescending(from, 0, day(oldest) - 1);
    int removed = 0;
    while (true) {
      Page page =
          rows.scan(Scan.of(ScanRows.ALARM_DAYS, ScanRows.ALL_ALARMS, STEP).between(from, null));
      if (page.rows().isEmpty()) {
        return removed;
      }
      List<Write> pointers = new ArrayList<>();
      for (Page.Row row : page.rows()) {
        Key key = ScanRows.alarm(new String(row.value(), StandardCharsets.UTF_8), row.sort());
        delete(key);
        pointers.add(
            new Write.Delete(new Key(ScanRows.ALARM_DAYS, ScanRows.ALL_ALARMS, row.sort())));
        removed++;
      }
      rows.write(pointers);
    }
  }

  private void delete(Key key) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      byte[] row = rows.read(key);
      if (row == null
          || rows.compareAndSet(key, row, List.of(new Write.Delete(key)))
              instanceof CasResult.Applied) {
        return;
      }
    }
    throw new StoreException.Overloaded();
  }

  private interface Change {
    Alarm of(@Nullable Alarm current);
  }

  private Alarm change(String owner, byte[] sort, Change change) {
    Key key = ScanRows.alarm(owner, sort);
    byte[] row = rows.read(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Alarm next = change.of(row == null ? null : ScanCodec.alarm(id(sort), owner, row));
      List<Write> writes = List.of(new Write.Put(key, ScanCodec.encode(next)));
      switch (rows.compareAndSet(key, row, writes)) {
        case CasResult.Applied _ -> {
          return next;
        }
        case CasResult.Conflict _ -> {
          rows.giveWay(attempt);
          row = rows.read(key);
        }
      }
    }
    throw new StoreException.Overloaded();
  }

  private Page own(AlarmFilter filter, byte @Nullable [] after) {
    byte[] partition = ScanRows.owner(filter.owner().orElseThrow());
    return rows.scan(Scan.of(ScanRows.ALARMS, partition, STEP).after(after));
  }

  private Page all(byte @Nullable [] after) {
    return rows.scan(Scan.of(ScanRows.ALARM_DAYS, ScanRows.ALL_ALARMS, STEP).after(after));
  }

  private List<Alarm> alarms(AlarmFilter filter, Page page) {
    List<Alarm> alarms = new ArrayList<>();
    if (filter.owner().isPresent()) {
      String owner = filter.owner().get();
      page.rows().forEach(r -> alarms.add(ScanCodec.alarm(id(r.sort()), owner, r.value())));
      return alarms;
    }
    List<String> owners =
        page.rows().stream().map(row -> new String(row.value(), StandardCharsets.UTF_8)).toList();
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < owners.size(); i++) {
      keys.add(ScanRows.alarm(owners.get(i), page.rows().get(i).sort()));
    }
    List<byte @Nullable []> found = rows.readAll(keys);
    for (int i = 0; i < owners.size(); i++) {
      byte[] row = found.get(i);
      alarms.add(
          row == null
              ? ABSENT
              : ScanCodec.alarm(id(page.rows().get(i).sort()), owners.get(i), row));
    }
    return alarms;
  }

  private Optional<String> owner(byte[] sort) {
    return Optional.ofNullable(rows.read(new Key(ScanRows.ALARM_DAYS, ScanRows.ALL_ALARMS, sort)))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  static long day(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), DAY_SECONDS);
  }

  private static byte[] sort(long day, Subject subject, Hit hit) {
    // What distinguishes networks is in the facts; an item's and a lot's facts change by the hour.
    String network = hit.facts().getOrDefault("network", "");
    String name =
        String.join(
            "\n",
            hit.rule().word(),
            String.valueOf(subject.gtin),
            String.valueOf(subject.lot),
            String.valueOf(subject.serial),
            network);
    byte[] sort = new byte[ScanRows.ALARM_SORT];
    OrderedBytes.putLongDescending(sort, 0, day);
    System.arraycopy(sha256(name), 0, sort, 8, 16);
    return sort;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String id(byte[] sort) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sort);
  }

  private static Optional<byte[]> sortOf(String id) {
    try {
      byte[] sort = Base64.getUrlDecoder().decode(id);
      return sort.length == ScanRows.ALARM_SORT ? Optional.of(sort) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static IllegalArgumentException badCursor() {
    return new IllegalArgumentException("must be one this service gave");
  }
}

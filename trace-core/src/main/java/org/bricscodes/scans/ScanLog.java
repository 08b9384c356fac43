package org.bricscodes.scans;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Key;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Every visit that is kept, in the order of their beginning, in bounded steps. What is recorded
 * meanwhile may or may not be in it. Blocks; one thread at a time.
 */
public final class ScanLog {

  private static final int STEP = 500;

  private static final Comparator<ScanLine> BY_TIME =
      Comparator.comparing(line -> line.visit().began());

  private final ScanRows rows;
  private final List<Long> hours = new ArrayList<>();
  private final List<ScanLine> guesses = new ArrayList<>();
  private int hour = -1;
  private byte @Nullable [] after;
  private boolean hourDone = true;

  /**
   * @param store opened with {@link ScanHistory#tables()}
   * @param random names the store operations; unpredictably seeded
   */
  public ScanLog(Store store, RandomGenerator random) {
    this.rows = new ScanRows(store, random);
    byte[] cursor = null;
    do {
      Page page = rows.scan(Scan.of(ScanRows.HOURS, ScanRows.ALL_HOURS, 10_000).after(cursor));
      page.rows().forEach(row -> hours.add(OrderedBytes.toLong(row.sort(), 0)));
      cursor = page.next();
    } while (cursor != null);
  }

  /** The next lines, perhaps none; null after the last. */
  public @Nullable List<ScanLine> next() {
    if (hourDone) {
      hour++;
      if (hour >= hours.size()) {
        return null;
      }
      begin(hours.get(hour));
    }
    Page page =
        rows.scan(Scan.of(ScanRows.HOURS, ScanRows.visits(hours.get(hour)), STEP).after(after));
    List<ScanLine> lines = new ArrayList<>(visits(page));
    after = page.next();
    hourDone = after == null;
    ScanLine last = lines.isEmpty() ? null : lines.getLast();
    List<ScanLine> due =
        guesses.stream()
            .filter(guess -> hourDone || (last != null && BY_TIME.compare(guess, last) <= 0))
            .toList();
    guesses.removeAll(due);
    lines.addAll(due);
    lines.sort(BY_TIME);
    return lines;
  }

  /** An hour has a bounded number of guesses, so they are read at once. */
  private void begin(long number) {
    hourDone = false;
    after = null;
    guesses.clear();
    byte[] cursor = null;
    do {
      Page page =
          rows.scan(Scan.of(ScanRows.GUESSES, OrderedBytes.ofLong(number), STEP).after(cursor));
      for (Page.Row row : page.rows()) {
        guesses.add(
            new ScanLine(
                ScanRows.subjectOfGuess(row.sort()), null, ScanCodec.visit(row.value()), null));
      }
      cursor = page.next();
    } while (cursor != null);
  }

  private List<ScanLine> visits(Page page) {
    List<Key> keys = new ArrayList<>();
    for (Page.Row row : page.rows()) {
      keys.add(ScanRows.pointed(row.sort()));
    }
    List<byte @Nullable []> found = rows.readAll(keys);
    Map<ScanSubject, @Nullable String> lots = new HashMap<>();
    List<ScanLine> lines = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      byte[] row = found.get(i);
      if (row != null) {
        ScanSubject subject = ScanRows.subjectOfPointer(page.rows().get(i).sort());
        String lot = lots.computeIfAbsent(subject, this::lot);
        lines.add(new ScanLine(subject, lot, ScanCodec.visit(row), null));
      }
    }
    return lines;
  }

  private @Nullable String lot(ScanSubject subject) {
    byte[] row = rows.read(ScanRows.summary(subject));
    return row == null ? null : ScanCodec.summary(row).lot();
  }
}

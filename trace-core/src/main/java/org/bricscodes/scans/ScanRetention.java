package org.bricscodes.scans;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;

/**
 * Removes what has been kept long enough. Of an item remain how often it was visited and when and
 * in which country first; of a lot its counts; nothing of any visitor. Hour by hour, oldest first,
 * pointers after what they point at: a sweep that is killed goes on where it was. A recorder that
 * read an item before and writes after the sweep writes visits of its own only. Blocks; one at a
 * time.
 */
public final class ScanRetention {

  private static final int STEP = 1000;
  private static final int MAX_ATTEMPTS = 100;

  private final ScanRows rows;
  private final ScanHistory history;
  private final Alarms alarms;
  private final ScanPolicy policy;
  private final InstantSource clock;

  /** What a sweep removed. */
  public record Swept(int visits, int guesses, int alarms) {}

  /**
   * @param store opened with {@link ScanHistory#tables()}
   * @param random names the store operations; unpredictably seeded
   */
  public ScanRetention(
      Store store, ScanPolicy policy, InstantSource clock, RandomGenerator random) {
    this.rows = new ScanRows(store, random);
    this.history = new ScanHistory(rows);
    this.alarms = new Alarms(rows, clock);
    this.policy = policy;
    this.clock = clock;
  }

  /** Removes visits and guesses of hours that ended before the retention began, and old alarms. */
  public Swept sweep() {
    Instant now = clock.instant();
    Instant oldest = now.minus(policy.retention());
    long end = ScanRows.hour(oldest);
    int visits = 0;
    int guesses = 0;
    byte[] bound = OrderedBytes.ofLong(end);
    while (true) {
      Page hours =
          rows.scan(Scan.of(ScanRows.HOURS, ScanRows.ALL_HOURS, STEP).between(null, bound));
      if (hours.rows().isEmpty()) {
        return new Swept(visits, guesses, alarms.sweep(now.minus(policy.alarmRetention())));
      }
      for (Page.Row row : hours.rows()) {
        long hour = OrderedBytes.toLong(row.sort(), 0);
        visits += sweepVisits(hour, Instant.ofEpochSecond(end * 3600));
        guesses += sweepRows(ScanRows.GUESSES, OrderedBytes.ofLong(hour));
        rows.write(
            List.of(new Write.Delete(new Key(ScanRows.HOURS, ScanRows.ALL_HOURS, row.sort()))));
      }
    }
  }

  private int sweepVisits(long hour, Instant oldest) {
    byte[] partition = ScanRows.visits(hour);
    int removed = 0;
    while (true) {
      Page page = rows.scan(Scan.of(ScanRows.HOURS, partition, STEP));
      if (page.rows().isEmpty()) {
        return removed;
      }
      Set<ScanSubject> subjects = new LinkedHashSet<>();
      page.rows().forEach(row -> subjects.add(ScanRows.subjectOfPointer(row.sort())));
      for (ScanSubject subject : subjects) {
        removed += forget(subject, oldest);
      }
      rows.write(deletes(ScanRows.HOURS, partition, page));
    }
  }

  private int forget(ScanSubject subject, Instant oldest) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      ScanHistory.Stored stored = history.stored(subject);
      byte[] summary = stored.summary();
      List<Write> writes = new ArrayList<>();
      for (Visit visit : stored.history().visits()) {
        if (visit.began().isBefore(oldest)) {
          writes.add(new Write.Delete(ScanRows.visit(subject, visit)));
        }
      }
      if (writes.isEmpty() || summary == null) {
        return 0;
      }
      int removed = writes.size();
      if (rows.compareAndSet(ScanRows.summary(subject), summary, writes)
          instanceof CasResult.Applied) {
        return removed;
      }
    }
    throw new StoreException.Overloaded();
  }

  private int sweepRows(Table table, byte[] partition) {
    int removed = 0;
    while (true) {
      Page page = rows.scan(Scan.of(table, partition, STEP));
      if (page.rows().isEmpty()) {
        return removed;
      }
      rows.write(deletes(table, partition, page));
      removed += page.rows().size();
    }
  }

  private static List<Write> deletes(Table table, byte[] partition, Page page) {
    List<Write> writes = new ArrayList<>();
    page.rows().forEach(row -> writes.add(new Write.Delete(new Key(table, partition, row.sort()))));
    return writes;
  }
}

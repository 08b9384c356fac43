package org.bricscodes.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Reports as they are kept, found, answered and removed.
 *
 * <p><b>Durability.</b> What a method returned survives {@code kill -9} and power loss. A crash
 * within {@link #file} leaves nothing, a report that was never acknowledged, or that report without
 * its place in the counts of its lot; never half a report.
 *
 * <p><b>Idempotence.</b> {@link #answer} of the same words, {@link #close} and {@link #withdraw}
 * may be repeated at will. {@link #file} makes a new report each time.
 *
 * <p><b>Threads.</b> Any; calls block and are interruptible. How often somebody may file is the
 * caller's to bound.
 */
public final class Reports {

  private static final int MAX_CURSOR = 1200;
  private static final int MAX_ATTEMPTS = 100;
  private static final int STEP = 500;

  /** Steps of one page: a rare filter gives a short page, not a long wait. */
  private static final int MAX_STEPS = 10;

  private final ReportRows rows;
  private final Duration retention;
  private final InstantSource clock;
  private final RandomGenerator secrets;

  /**
   * @param store opened with {@link #tables()}
   * @param retention how long reports are kept, 1 to 3650 days
   * @param secrets source of references, cryptographically strong
   */
  public Reports(Store store, Duration retention, InstantSource clock, RandomGenerator secrets) {
    if (retention.compareTo(Duration.ofDays(1)) < 0
        || retention.compareTo(Duration.ofDays(3650)) > 0) {
      throw new IllegalArgumentException(
          "reports are kept 1 to 3650 days, found " + retention.toDays());
    }
    this.rows = new ReportRows(store, secrets);
    this.retention = retention;
    this.clock = clock;
    this.secrets = secrets;
  }

  /** The tables to open the store with. */
  public static Set<Table> tables() {
    return ReportRows.ALL;
  }

  /** How long reports are kept. */
  public Duration retention() {
    return retention;
  }

  /**
   * A report that was kept.
   *
   * @param reference for the reporter's eyes only; it cannot be had again
   */
  public record Filed(Report report, Reference reference) {}

  /** What {@link #answer} or {@link #close} did. */
  public sealed interface Change {

    /** It stands so, durably. */
    record Done(Report report) implements Change {}

    /** It is closed or withdrawn, or has as many answers as it may; nothing was written. */
    record Refused(Report report) implements Change {}

    /** There is no such report. */
    record Absent() implements Change {}
  }

  /**
   * Keeps a report.
   *
   * @param language BCP 47 tag of the page, at most 35 characters
   * @param verdict what the page said of the code, its word, at most 35 characters
   */
  public Filed file(
      ReportSubject subject, ReportKind kind, Words words, String language, String verdict) {
    if (language.length() > 35 || verdict.length() > 35) {
      throw new IllegalArgumentException("language and verdict have at most 35 characters");
    }
    Reference reference = Reference.fresh(secrets);
    Report report =
        new Report(
            reference.id(),
            subject,
            kind,
            words,
            language,
            verdict,
            clock.instant().truncatedTo(ChronoUnit.HOURS),
            ReportState.OPEN,
            List.of());
    List<Write> entries = ReportRows.entries(subject, ReportRows.place(report.hour(), report.id()));
    // First the one that the sweep follows, so that it misses none of the others.
    rows.write(entries.subList(0, 1));
    rows.write(entries.subList(1, entries.size()));
    Key key = ReportRows.body(report.id());
    Write body = new Write.Put(key, ReportCodec.encode(report));
    if (rows.compareAndSet(key, null, body) instanceof CasResult.Conflict) {
      throw new IllegalStateException("two references are equal: the random source is broken");
    }
    count(subject, kind);
    return new Filed(report, reference);
  }

  /** The report of this reference. */
  public Optional<Report> find(Reference reference) {
    return find(reference.id());
  }

  /** The report of this id; whether the asker may see it is the caller's to check. */
  public Optional<Report> find(ReportId id) {
    return Optional.ofNullable(rows.read(ReportRows.body(id)))
        .map(row -> ReportCodec.report(id, row))
        .filter(report -> !isOver(report));
  }

  /**
   * Some reports.
   *
   * @param cursor {@link ReportPage#next} of the page before; null: from the newest
   * @param limit 1 to 1,000
   * @throws IllegalArgumentException if the cursor is not one of ours
   */
  public ReportPage page(ReportFilter filter, @Nullable String cursor, int limit) {
    byte[] after = cursor == null ? null : placeOf(cursor);
    byte[] list = list(filter);
    List<Report> found = new ArrayList<>();
    for (int step = 0; step < MAX_STEPS; step++) {
      Page page = rows.scan(Scan.of(ReportRows.LISTS, list, STEP).after(after));
      List<Optional<Report>> reports = reports(page);
      for (int i = 0; i < reports.size(); i++) {
        after = page.rows().get(i).sort();
        Optional<Report> report = reports.get(i).filter(filter::takes);
        report.ifPresent(found::add);
        if (report.isPresent() && found.size() == limit) {
          boolean last = i + 1 == reports.size() && page.next() == null;
          return new ReportPage(found, last ? null : text(after));
        }
      }
      if (page.next() == null || after == null) {
        return new ReportPage(found, null);
      }
    }
    return new ReportPage(found, after == null ? null : text(after));
  }

  /**
   * Answers a report. The words of the last answer once more change nothing.
   *
   * @param words not empty
   */
  public Change answer(ReportId id, String by, Words words) {
    Report.Answer answer =
        new Report.Answer(by, clock.instant().truncatedTo(ChronoUnit.SECONDS), words);
    return change(
        id,
        report -> {
          boolean repeated = report.answer().filter(last -> last.words().equals(words)).isPresent();
          if (repeated) {
            return report;
          }
          if (!report.state().isUnderWay() || report.answers().size() == Report.MAX_ANSWERS) {
            return null;
          }
          List<Report.Answer> answers = new ArrayList<>(report.answers());
          answers.add(answer);
          return report.with(ReportState.ANSWERED, report.words(), answers);
        });
  }

  /** Ends a report, answered or not. */
  public Change close(ReportId id) {
    return change(
        id,
        report ->
            switch (report.state()) {
              case OPEN, ANSWERED ->
                  report.with(ReportState.CLOSED, report.words(), report.answers());
              case CLOSED -> report;
              case WITHDRAWN -> null;
            });
  }

  /**
   * The reporter takes it back: words and answers are deleted, that there was one stays until its
   * time is over.
   *
   * @return as it is now; empty: there is none
   */
  public Optional<Report> withdraw(Reference reference) {
    Change change =
        change(reference.id(), report -> report.with(ReportState.WITHDRAWN, Words.NONE, List.of()));
    return change instanceof Change.Done(Report report) ? Optional.of(report) : Optional.empty();
  }

  /**
   * How often the lots of a product were reported, in the order of their names.
   *
   * @param owner only of this party's; empty: everybody's
   * @param cursor {@link LotPage#next} of the page before; null: from the first
   * @throws IllegalArgumentException if the cursor is not one of ours
   */
  public LotPage lots(Gtin gtin, Optional<String> owner, @Nullable String cursor) {
    byte[] after = cursor == null ? null : bytes(cursor);
    Scan scan = Scan.of(ReportRows.LOTS, ReportRows.lots(gtin), STEP).after(after);
    List<LotReports> lots = new ArrayList<>();
    Page page = rows.scan(scan);
    for (Page.Row row : page.rows()) {
      LotReports lot = ReportCodec.lot(row.sort(), row.value());
      if (owner.filter(party -> !party.equals(lot.owner())).isEmpty()) {
        lots.add(lot);
      }
    }
    byte[] next = page.next();
    return new LotPage(lots, next == null ? null : text(next));
  }

  /**
   * Removes the reports whose time is over, oldest entries last, so that a sweep that is killed
   * goes on where it was. One at a time.
   *
   * @return how many
   */
  public int sweep() {
    // Newest first: what is older lies behind.
    byte[] from = ReportRows.from(oldest().minus(1, ChronoUnit.HOURS));
    int removed = 0;
    while (true) {
      Page page =
          rows.scan(Scan.of(ReportRows.LISTS, ReportRows.EVERYBODYS, STEP).between(from, null));
      if (page.rows().isEmpty()) {
        return removed;
      }
      List<Write> others = new ArrayList<>();
      List<Write> own = new ArrayList<>();
      for (Page.Row row : page.rows()) {
        delete(ReportRows.body(ReportRows.idOf(row.sort())));
        removed++;
        for (Write entry : ReportRows.entries(ReportCodec.subject(row.value()), row.sort())) {
          boolean leads = entry.key().equals(ownKey(row));
          (leads ? own : others).add(new Write.Delete(entry.key()));
        }
      }
      rows.write(others);
      rows.write(own);
    }
  }

  private static Key ownKey(Page.Row row) {
    return new Key(ReportRows.LISTS, ReportRows.EVERYBODYS, row.sort());
  }

  private void delete(Key key) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      byte[] row = rows.read(key);
      if (row == null
          || rows.compareAndSet(key, row, new Write.Delete(key)) instanceof CasResult.Applied) {
        return;
      }
    }
    throw new StoreException.Overloaded();
  }

  private interface Step {
    /**
     * @return the same: nothing is to be done; null: that cannot be done
     */
    @Nullable Report of(Report report);
  }

  private Change change(ReportId id, Step step) {
    Key key = ReportRows.body(id);
    byte[] row = rows.read(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Report report = row == null ? null : ReportCodec.report(id, row);
      if (report == null || isOver(report)) {
        return new Change.Absent();
      }
      Report next = step.of(report);
      if (next == null) {
        return new Change.Refused(report);
      }
      if (next.equals(report)) {
        return new Change.Done(report);
      }
      switch (rows.compareAndSet(key, row, new Write.Put(key, ReportCodec.encode(next)))) {
        case CasResult.Applied _ -> {
          return new Change.Done(next);
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new StoreException.Overloaded();
  }

  private void count(ReportSubject subject, ReportKind kind) {
    Key key = ReportRows.lot(subject);
    byte[] row = rows.read(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Map<ReportKind, Long> counts = ReportCodec.counts(row);
      counts.merge(kind, 1L, Long::sum);
      switch (rows.compareAndSet(key, row, new Write.Put(key, ReportCodec.encode(counts)))) {
        case CasResult.Applied _ -> {
          return;
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new StoreException.Overloaded();
  }

  private static byte[] list(ReportFilter filter) {
    if (filter.owner().isEmpty()) {
      return ReportRows.EVERYBODYS;
    }
    String owner = filter.owner().get();
    return filter.lot().isPresent()
        ? ReportRows.ofLot(owner, filter.gtin().orElseThrow(), filter.lot().get())
        : ReportRows.ofOwner(owner);
  }

  private List<Optional<Report>> reports(Page page) {
    List<ReportId> ids = page.rows().stream().map(row -> ReportRows.idOf(row.sort())).toList();
    List<byte @Nullable []> bodies =
        ids.isEmpty() ? List.of() : rows.readAll(ids.stream().map(ReportRows::body).toList());
    List<Optional<Report>> reports = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      byte[] body = bodies.get(i);
      reports.add(
          body == null
              ? Optional.empty()
              : Optional.of(ReportCodec.report(ids.get(i), body)).filter(r -> !isOver(r)));
    }
    return reports;
  }

  /** Its time is over, whether or not it has been swept. */
  private boolean isOver(Report report) {
    return report.hour().isBefore(oldest());
  }

  private Instant oldest() {
    return clock.instant().minus(retention).truncatedTo(ChronoUnit.HOURS);
  }

  private static String text(byte[] place) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
  }

  private static byte[] placeOf(String cursor) {
    byte[] place = bytes(cursor);
    if (place.length != ReportRows.PLACE) {
      throw new IllegalArgumentException("must be one this service gave");
    }
    return place;
  }

  private static byte[] bytes(String cursor) {
    byte[] bytes =
        cursor.length() > MAX_CURSOR ? new byte[0] : Base64.getUrlDecoder().decode(cursor);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("must be one this service gave");
    }
    return bytes;
  }
}

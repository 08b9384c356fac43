package org.bricscodes.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.DyingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process dies at each of its writes in turn. What was acknowledged is there, listed and
 * countable; nothing is there in half; and a sweep begun by another process leaves nothing of it.
 */
final class ReportsCrashTest {

  private static final Gtin TEA = new Gtin("09521222000018");
  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Duration KEPT = Duration.ofDays(30);

  /** What was acknowledged before the death. */
  private static final class Told {
    private final List<Reports.Filed> filed = new ArrayList<>();
    private final Set<ReportId> answered = new TreeSet<>((a, b) -> a.text().compareTo(b.text()));
    private final Set<ReportId> withdrawn = new TreeSet<>((a, b) -> a.text().compareTo(b.text()));
  }

  @ParameterizedTest
  @EnumSource
  void killedAtEachWrite_keepsWhatWasAcknowledged_andNothingHalf(DyingStore.Moment moment) {
    boolean died = true;
    int calls = 0;
    while (died) {
      calls++;
      InMemoryStore rows = new InMemoryStore(Reports.tables());
      DyingStore store = new DyingStore(rows, calls, moment);
      Told told = new Told();
      try {
        run(new Reports(store, KEPT, () -> NOON, new Random(calls)), told);
      } catch (StoreException e) {
        assertThat(store.isDead()).isTrue();
      }
      died = store.isDead();
      check(rows, told, moment + " at call " + calls);
      sweep(rows, moment + " at call " + calls);
    }
    System.out.println("ReportsCrashTest, " + moment + ": died at " + (calls - 1) + " writes");
    assertThat(calls).isGreaterThan(15);
  }

  private static void run(Reports reports, Told told) {
    for (int i = 0; i < 4; i++) {
      ReportSubject subject = new ReportSubject(FACTORY, TEA, "L" + i % 2, "S" + i);
      Reports.Filed filed =
          reports.file(subject, ReportKind.SEAL, Words.parse("words " + i), "en", "genuine");
      told.filed.add(filed);
      ReportId id = filed.report().id();
      if (i % 2 == 0) {
        reports.answer(id, FACTORY, Words.parse("answer " + i));
        told.answered.add(id);
      } else {
        reports.withdraw(filed.reference());
        told.withdrawn.add(id);
      }
    }
  }

  private static void check(Store rows, Told told, String where) {
    Reports reports = new Reports(rows, KEPT, () -> NOON, new Random(99));
    List<ReportId> listed =
        reports.page(ReportFilter.of(FACTORY), null, 1000).reports().stream()
            .map(Report::id)
            .toList();
    for (Reports.Filed filed : told.filed) {
      Report now = reports.find(filed.reference()).orElseThrow(() -> new AssertionError(where));
      assertThat(listed).as(where).contains(now.id());
      if (told.answered.contains(now.id())) {
        assertThat(now.state()).as(where).isEqualTo(ReportState.ANSWERED);
      } else if (told.withdrawn.contains(now.id())) {
        assertThat(now.state()).as(where).isEqualTo(ReportState.WITHDRAWN);
        assertThat(now.words().isEmpty()).as(where).isTrue();
      }
    }
    // One more may be there than was acknowledged; its count may be missing.
    assertThat(listed.size()).as(where).isBetween(told.filed.size(), told.filed.size() + 1);
    long counted =
        reports.lots(TEA, Optional.empty(), null).lots().stream()
            .mapToLong(LotReports::total)
            .sum();
    assertThat(counted).as(where).isBetween((long) told.filed.size(), (long) listed.size());
  }

  /** Killed at each of its writes, too; the next sweep goes on. */
  private static void sweep(InMemoryStore rows, String where) {
    Instant later = NOON.plus(KEPT).plus(Duration.ofHours(2));
    for (DyingStore.Moment moment : DyingStore.Moment.values()) {
      try {
        new Reports(new DyingStore(rows, 3, moment), KEPT, () -> later, new Random(5)).sweep();
      } catch (StoreException e) {
        // The next goes on.
      }
    }
    new Reports(rows, KEPT, () -> later, new Random(6)).sweep();
    assertThat(rows.scan(Scan.of(ReportRows.LISTS, ReportRows.EVERYBODYS, 10)).rows())
        .as(where)
        .isEmpty();
    assertThat(rows.scan(Scan.of(ReportRows.LISTS, ReportRows.ofOwner(FACTORY), 10)).rows())
        .as(where)
        .isEmpty();
    for (String lot : List.of("L0", "L1")) {
      assertThat(
              rows.scan(Scan.of(ReportRows.LISTS, ReportRows.ofLot(FACTORY, TEA, lot), 10)).rows())
          .as(where)
          .isEmpty();
    }
  }
}

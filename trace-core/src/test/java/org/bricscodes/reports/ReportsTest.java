package org.bricscodes.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.reports.Reports.Change;
import org.bricscodes.store.InMemoryStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReportsTest {

  private static final Gtin TEA = new Gtin("09521222000018");
  private static final Gtin PRAWNS = new Gtin("09521333000013");
  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String OTHER = "https://id.gs1.org/417/9521333000006";
  private static final Duration KEPT = Duration.ofDays(400);

  private final InMemoryStore store = new InMemoryStore(Reports.tables());
  private Instant now = Instant.parse("2026-11-26T08:59:59.999Z");
  private final InstantSource clock = () -> now;
  private final Reports reports = new Reports(store, KEPT, clock, new Random(1));

  private static ReportSubject subject(
      String owner, Gtin gtin, @Nullable String lot, String serial) {
    return new ReportSubject(owner, gtin, lot, serial);
  }

  private Reports.Filed file(String lot, String serial, ReportKind kind, String words) {
    return reports.file(
        subject(FACTORY, TEA, lot, serial), kind, Words.parse(words), "en", "genuine");
  }

  private static ReportFilter filter(
      Optional<String> owner,
      Optional<Gtin> gtin,
      Optional<String> lot,
      Optional<ReportKind> kind,
      Optional<ReportState> state) {
    return new ReportFilter(owner, gtin, lot, kind, state);
  }

  private List<String> serials(ReportFilter filter) {
    List<String> serials = new ArrayList<>();
    String cursor = null;
    do {
      ReportPage page = reports.page(filter, cursor, 2);
      page.reports().forEach(report -> serials.add(report.subject().serial()));
      cursor = page.next();
    } while (cursor != null);
    return serials;
  }

  @Test
  void filed_isFoundByReferenceAndId_withTheHourAlone() {
    Reports.Filed filed = file("L1", "S1", ReportKind.SEAL, "torn\nopen");

    Report report = reports.find(filed.reference()).orElseThrow();

    assertThat(report).isEqualTo(filed.report());
    assertThat(reports.find(report.id())).contains(report);
    assertThat(report.hour()).isEqualTo("2026-11-26T08:00:00Z");
    assertThat(report.subject()).isEqualTo(subject(FACTORY, TEA, "L1", "S1"));
    assertThat(report.words().text()).isEqualTo("torn\nopen");
    assertThat(report.state()).isEqualTo(ReportState.OPEN);
    assertThat(report.answers()).isEmpty();
    assertThat(report.toString()).doesNotContain("torn");
  }

  @Test
  void reference_ofNobody_findsNothing() {
    file("L1", "S1", ReportKind.SEAL, "");

    assertThat(reports.find(new Reference("AAAAAAAAAAAAAAAAAAAAAA"))).isEmpty();
    assertThat(reports.answer(new ReportId("0".repeat(32)), FACTORY, Words.parse("?")))
        .isEqualTo(new Change.Absent());
  }

  @Test
  void pages_areNewestHourFirst_andOfTheOwnerAlone() {
    file("L1", "S1", ReportKind.SEAL, "");
    now = now.plus(Duration.ofHours(1));
    file("L2", "S2", ReportKind.QUALITY, "");
    now = now.plus(Duration.ofHours(1));
    reports.file(subject(OTHER, TEA, "L1", "S3"), ReportKind.OTHER, Words.NONE, "ru", "wrong-lot");
    now = now.plus(Duration.ofHours(1));
    reports.file(
        subject(FACTORY, PRAWNS, null, "S4"), ReportKind.SAFETY, Words.NONE, "zh", "registered");
    now = now.plus(Duration.ofHours(1));
    file("L1", "S5", ReportKind.SEAL, "");

    assertThat(serials(ReportFilter.of(FACTORY))).containsExactly("S5", "S4", "S2", "S1");
    assertThat(serials(ReportFilter.of(OTHER))).containsExactly("S3");
    assertThat(serials(ReportFilter.of("https://nobody.example"))).isEmpty();
    Optional<String> nobody = Optional.empty();
    assertThat(
            serials(filter(nobody, Optional.empty(), nobody, Optional.empty(), Optional.empty())))
        .containsExactly("S5", "S4", "S3", "S2", "S1");
  }

  @Test
  void filters_narrow_alsoByLot() {
    Reports.Filed first = file("L1", "S1", ReportKind.SEAL, "");
    now = now.plus(Duration.ofHours(1));
    file("L1", "S2", ReportKind.QUALITY, "");
    now = now.plus(Duration.ofHours(1));
    file("L12", "S3", ReportKind.SEAL, "");
    reports.answer(first.report().id(), FACTORY, Words.parse("Thank you."));
    Optional<String> factory = Optional.of(FACTORY);
    Optional<Gtin> tea = Optional.of(TEA);

    assertThat(serials(filter(factory, tea, Optional.of("L1"), Optional.empty(), Optional.empty())))
        .containsExactly("S2", "S1");
    assertThat(
            serials(
                filter(
                    factory,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(ReportKind.SEAL),
                    Optional.empty())))
        .containsExactly("S3", "S1");
    assertThat(
            serials(
                filter(
                    factory,
                    tea,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(ReportState.ANSWERED))))
        .containsExactly("S1");
    assertThat(
            serials(
                filter(
                    factory,
                    Optional.of(PRAWNS),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())))
        .isEmpty();
    assertThatThrownBy(
            () ->
                filter(
                    factory,
                    Optional.empty(),
                    Optional.of("L1"),
                    Optional.empty(),
                    Optional.empty()))
        .hasMessageContaining("GTIN");
  }

  @Test
  void manyInAnHour_areEachListedOnce() {
    for (int i = 0; i < 1201; i++) {
      file("L" + i % 3, "S" + i, ReportKind.OTHER, "");
    }

    assertThat(serials(ReportFilter.of(FACTORY))).hasSize(1201).doesNotHaveDuplicates();
    assertThatThrownBy(() -> reports.page(ReportFilter.of(FACTORY), "nonsense", 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reports.page(ReportFilter.of(FACTORY), "%%", 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answers_areKept_onceEach_andMoveItOn() {
    ReportId id = file("L1", "S1", ReportKind.SEAL, "torn").report().id();

    Change one = reports.answer(id, FACTORY, Words.parse("Sorry."));
    now = now.plus(Duration.ofMinutes(1));
    Change again = reports.answer(id, FACTORY, Words.parse("Sorry. "));
    Change two = reports.answer(id, FACTORY, Words.parse("It was the tape."));

    assertThat(again).isEqualTo(one);
    assertThat(two)
        .isInstanceOfSatisfying(
            Change.Done.class,
            done -> {
              assertThat(done.report().state()).isEqualTo(ReportState.ANSWERED);
              assertThat(done.report().answers())
                  .extracting(answer -> answer.at() + " " + answer.words().text())
                  .containsExactly(
                      "2026-11-26T08:59:59Z Sorry.", "2026-11-26T09:00:59Z It was the tape.");
            });
    assertThat(reports.find(id).orElseThrow().answer().orElseThrow().words().text())
        .isEqualTo("It was the tape.");
  }

  @Test
  void answers_areAtMostTen() {
    ReportId id = file("L1", "S1", ReportKind.SEAL, "torn").report().id();
    for (int i = 0; i < 10; i++) {
      assertThat(reports.answer(id, FACTORY, Words.parse("answer " + i)))
          .isInstanceOf(Change.Done.class);
    }

    assertThat(reports.answer(id, FACTORY, Words.parse("one more")))
        .isInstanceOf(Change.Refused.class);
    assertThatThrownBy(() -> reports.answer(id, FACTORY, Words.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closed_takesNoAnswer_andStaysClosed() {
    ReportId id = file("L1", "S1", ReportKind.SEAL, "torn").report().id();

    assertThat(reports.close(id)).isInstanceOf(Change.Done.class);
    assertThat(reports.close(id)).isInstanceOf(Change.Done.class);
    assertThat(reports.answer(id, FACTORY, Words.parse("late")))
        .isEqualTo(new Change.Refused(reports.find(id).orElseThrow()));
    assertThat(reports.find(id).orElseThrow().state()).isEqualTo(ReportState.CLOSED);
  }

  @Test
  void withdrawn_losesItsWords_alsoOnceAnsweredAndClosed() {
    Reports.Filed filed = file("L1", "S1", ReportKind.SAFETY, "my child fell ill");
    reports.answer(filed.report().id(), FACTORY, Words.parse("Sorry for your child."));
    reports.close(filed.report().id());

    Report report = reports.withdraw(filed.reference()).orElseThrow();

    assertThat(report.state()).isEqualTo(ReportState.WITHDRAWN);
    assertThat(report.words().isEmpty()).isTrue();
    assertThat(report.answers()).isEmpty();
    assertThat(reports.withdraw(filed.reference())).contains(report);
    assertThat(reports.close(report.id())).isInstanceOf(Change.Refused.class);
    assertThat(reports.answer(report.id(), FACTORY, Words.parse("?")))
        .isInstanceOf(Change.Refused.class);
    assertThat(reports.withdraw(new Reference("AAAAAAAAAAAAAAAAAAAAAA"))).isEmpty();
  }

  @Test
  void lots_areCountedByKindAndOwner_pageByPage() {
    file("L2", "S1", ReportKind.SEAL, "");
    file("L2", "S2", ReportKind.SEAL, "");
    file("L2", "S3", ReportKind.SAFETY, "");
    file("L1", "S4", ReportKind.OTHER, "");
    reports.file(subject(OTHER, TEA, "L2", "S5"), ReportKind.SEAL, Words.NONE, "en", "genuine");
    reports.file(subject(OTHER, TEA, null, "S6"), ReportKind.SEAL, Words.NONE, "en", "registered");

    assertThat(reports.lots(TEA, Optional.of(FACTORY), null).lots())
        .containsExactly(
            new LotReports("L1", FACTORY, Map.of(ReportKind.OTHER, 1L)),
            new LotReports("L2", FACTORY, Map.of(ReportKind.SEAL, 2L, ReportKind.SAFETY, 1L)));
    assertThat(reports.lots(TEA, Optional.empty(), null).lots())
        .extracting(lot -> lot.lot() + " " + lot.total())
        .containsExactly("null 1", "L1 1", "L2 3", "L2 1");
    assertThat(reports.lots(PRAWNS, Optional.empty(), null))
        .isEqualTo(new LotPage(List.of(), null));
    assertThatThrownBy(() -> reports.lots(TEA, Optional.empty(), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyLots_comeInPages() {
    for (int i = 0; i < 501; i++) {
      file("L%03d".formatted(i), "S" + i, ReportKind.OTHER, "");
    }

    LotPage first = reports.lots(TEA, Optional.of(FACTORY), null);
    LotPage second = reports.lots(TEA, Optional.of(FACTORY), first.next());

    assertThat(first.lots()).hasSize(500);
    assertThat(second.lots()).extracting(LotReports::lot).containsExactly("L500");
    assertThat(second.next()).isNull();
  }

  @Test
  void whatIsOver_isFoundNoMore_andSwept_itsCountsStay() {
    Reports.Filed old = file("L1", "S1", ReportKind.SEAL, "torn");
    now = now.plus(Duration.ofDays(1));
    file("L1", "S2", ReportKind.SEAL, "");
    now = now.plus(KEPT.minusDays(1));

    assertThat(reports.find(old.reference())).isPresent();
    assertThat(reports.sweep()).isZero();

    now = now.plus(Duration.ofHours(1));

    assertThat(reports.find(old.reference())).isEmpty();
    assertThat(serials(ReportFilter.of(FACTORY))).containsExactly("S2");
    assertThat(reports.withdraw(old.reference())).isEmpty();
    assertThat(reports.sweep()).isEqualTo(1);
    assertThat(reports.sweep()).isZero();
    assertThat(serials(ReportFilter.of(FACTORY))).containsExactly("S2");
    assertThat(reports.lots(TEA, Optional.of(FACTORY), null).lots())
        .containsExactly(new LotReports("L1", FACTORY, Map.of(ReportKind.SEAL, 2L)));
  }

  @Test
  void subject_isBounded() {
    assertThatThrownBy(() -> subject("", TEA, "L1", "S1")).hasMessageContaining("owner");
    assertThatThrownBy(() -> subject(FACTORY, TEA, "", "S1")).hasMessageContaining("lot");
    assertThatThrownBy(() -> subject(FACTORY, TEA, "L1", "S".repeat(21)))
        .hasMessageContaining("serial");
    assertThatThrownBy(() -> subject("a\u0000b", TEA, "L1", "S1")).hasMessageContaining("owner");
    assertThatThrownBy(() -> new Reports(store, Duration.ofHours(1), clock, new Random(1)))
        .hasMessageContaining("1 to 3650 days");
  }

  @Test
  void words_ofTheWire_areReadBack() {
    for (ReportKind kind : ReportKind.values()) {
      assertThat(ReportKind.of(kind.word())).contains(kind);
    }
    for (ReportState state : ReportState.values()) {
      assertThat(ReportState.of(state.word())).contains(state);
    }
    assertThat(ReportKind.WRONG_PRODUCT.word()).isEqualTo("wrong-product");
    assertThat(ReportKind.of("SEAL")).isEmpty();
    assertThat(ReportState.of("")).isEmpty();
  }
}

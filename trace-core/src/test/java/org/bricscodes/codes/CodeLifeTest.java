package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bricscodes.codes.CodeState.Status;
import org.bricscodes.codes.WasteReport.Wasted;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CodeLifeTest {

  private static final String PRINTER = "https://id.gs1.org/417/9521222000001";

  private final TestBook test = new TestBook();
  private final CodeBook book = test.book();
  private final CodeStates states = test.states();
  private final CodeLife life = test.life();
  private final Batch before = book.issue(TestBook.order("A", 700));
  private final Batch batch = book.issue(TestBook.order("B", 10_000));

  @Test
  void reports_ofStages_leadEveryCodeToItsFurthest() {
    life.report(batch, report(Stage.PRINTED, 0, 6000));
    life.report(batch, report(Stage.ACTIVE, 100, 50));
    life.report(batch, report(Stage.APPLIED, 0, 300));

    assertThat(shown(batch))
        .containsExactly(
            "0+100 applied",
            "100+50 active",
            "150+150 applied",
            "300+5700 printed",
            "6000+4000 ordered");
    assertThat(standing(0).status()).isEqualTo(Status.APPLIED);
    assertThat(standing(149).status()).isEqualTo(Status.ACTIVE);
    assertThat(standing(5999).status()).isEqualTo(Status.PRINTED);
    assertThat(standing(6000)).isEqualTo(CodeState.ISSUED);
    assertThat(shown(before)).containsExactly("0+700 ordered");
  }

  @Test
  void report_saysWhoWhenAndWhy() {
    Instant at = Instant.parse("2026-11-20T08:00:00Z");

    life.report(
        batch, new StageReport(Stage.PRINTED, 10, 5, PRINTER, at, List.of(12L), "smeared", null));

    assertThat(standing(11)).isEqualTo(new CodeState(Status.PRINTED, PRINTER, at, "smeared"));
    assertThat(standing(12)).isEqualTo(new CodeState(Status.VOID, PRINTER, at, "smeared"));
    assertThat(life.reports(batch, 0, 10))
        .extracting(BatchReport::status, BatchReport::from, BatchReport::fresh, BatchReport::wasted)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Status.PRINTED, 10L, 5L, 1L));
  }

  @Test
  void placesReportedTwice_keepWhoWasFirst_andCountOnce() {
    life.report(batch, report(Stage.PRINTED, 0, 100));
    BatchReport again =
        life.report(
            batch, new StageReport(Stage.PRINTED, 50, 100, "other", null, List.of(), null, null));

    assertThat(again.fresh()).isEqualTo(50);
    assertThat(standing(99).by()).isEqualTo(PRINTER);
    assertThat(standing(100).by()).isEqualTo("other");
    assertThat(life.waste(batch).printed()).isEqualTo(150);
  }

  @Test
  void report_repeatedUnderItsKey_changesNothing_andAnotherIsRefused() {
    BatchReport first = life.report(batch, keyed("roll-1", 100));
    test.now = test.now.plusSeconds(60);

    assertThat(life.report(batch, keyed("roll-1", 100))).isEqualTo(first);
    assertThat(life.reports(batch, 0, 10)).hasSize(1);
    assertThatThrownBy(() -> life.report(batch, keyed("roll-1", 101)))
        .isInstanceOf(CodesException.IdempotencyConflict.class);
  }

  @Test
  void faultyReport_namesEveryFault() {
    StageReport report =
        new StageReport(
            Stage.APPLIED,
            9_999,
            2,
            "",
            Instant.parse("2027-01-01T00:00:00Z"),
            List.of(3L, 10_000L),
            null,
            "not visible");

    assertThatThrownBy(() -> life.report(batch, report))
        .isInstanceOfSatisfying(
            CodesException.InvalidOrder.class,
            refused ->
                assertThat(refused.faults())
                    .extracting(OrderFault::field)
                    .containsExactly("count", "by", "at", "wasted/1", "reason", "idempotencyKey"));
    assertThat(shown(batch)).containsExactly("0+10000 ordered");
  }

  @Test
  void tooScatteredReports_areRefused_andNothingIsRecorded() {
    Batch large = book.issue(TestBook.order("C", 60_000));
    life.report(large, wasting(LongStream.range(0, 10_000).map(i -> 2 * i)));

    assertThatThrownBy(() -> life.report(large, wasting(LongStream.of(40_000))))
        .isInstanceOfSatisfying(
            CodesException.TooScattered.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(Status.VOID);
              assertThat(refused.ranges()).isEqualTo(10_001);
              assertThat(refused).hasMessageContaining("void further ones by a list");
            });
    assertThat(life.waste(large).wastedCodes()).isEqualTo(10_000);
    assertThat(life.reports(large, 0, 10)).hasSize(1);
  }

  @Test
  void waste_addsUpToWhatWasOrdered() {
    life.report(batch, report(Stage.PRINTED, 0, 8000));
    life.report(
        batch,
        new StageReport(
            Stage.PRINTED, 0, 8000, PRINTER, null, List.of(1L, 2L, 3L), "smeared", null));
    life.report(
        batch,
        new StageReport(Stage.APPLIED, 0, 5000, PRINTER, null, List.of(4L, 3L), "torn", null));
    life.report(batch, report(Stage.ACTIVE, 0, 4000));
    life.apply("anxi-tea", List.of(change(5, Status.VOID, "stolen"), change(2, Status.VOID, "x")));
    states.set(item(6), Status.SOLD, "shop", "sold");

    WasteReport waste = life.waste(batch);

    assertThat(waste.ordered()).isEqualTo(10_000);
    assertThat(waste.printed()).isEqualTo(8000);
    assertThat(waste.applied()).isEqualTo(5000);
    assertThat(waste.active()).isEqualTo(4000);
    assertThat(waste.wasted())
        .containsExactly(
            new Wasted(Stage.PRINTED, "smeared", 3), new Wasted(Stage.APPLIED, "torn", 1));
    assertThat(waste.voided()).isEqualTo(1);
    assertThat(waste.unprinted()).isEqualTo(2000);
    assertThat(waste.unaccounted()).isEqualTo(3000);
    assertThat(waste.standing(Status.ACTIVE)).isEqualTo(3994);
    assertThat(waste.standing(Status.SOLD)).isEqualTo(1);
    assertThat(waste.standing().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(10_000);
  }

  @Test
  void list_voidsItsCodes_onceHoweverOftenItIsSent() {
    List<StateChange> list =
        LongStream.of(0, 1, 4095, 4096, 9999)
            .mapToObj(place -> change(place, Status.VOID, "stolen roll"))
            .toList();

    StateLists.Applied first = life.apply("anxi-tea", list);
    StateLists.Applied again = life.apply("anxi-tea", list);

    assertThat(first.changed()).isEqualTo(5);
    assertThat(again.changed()).isZero();
    assertThat(again.unchanged()).isEqualTo(5);
    assertThat(first.reports()).extracting(BatchReport::fresh).containsExactly(5L);
    assertThat(again.reports()).extracting(BatchReport::fresh).containsExactly(0L);
    assertThat(shown(batch))
        .containsExactly(
            "0+1 void",
            "1+1 void",
            "2+4093 ordered",
            "4095+1 void",
            "4096+1 void",
            "4097+5902 ordered",
            "9999+1 void");
    assertThat(states.history(item(4096))).hasSize(1);
  }

  @Test
  void listSentAgainForAnotherReason_reportsOnlyWhatItChanged() {
    life.apply("anxi-tea", List.of(change(0, Status.VOID, "stolen")));

    StateLists.Applied more =
        life.apply(
            "anxi-tea", List.of(change(0, Status.VOID, "burnt"), change(1, Status.VOID, "burnt")));

    assertThat(more.reports())
        .extracting(BatchReport::count, BatchReport::fresh)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(2L, 1L));
  }

  @Test
  void recallLiftedAndRepeated_isReportedEachTime() {
    List<StateChange> recall = List.of(change(3, Status.RECALLED, "residue"));
    life.apply("anxi-tea", recall);
    life.apply("anxi-tea", List.of(change(3, Status.ACTIVE, "tested")));

    StateLists.Applied again = life.apply("anxi-tea", recall);

    assertThat(again.changed()).isEqualTo(1);
    assertThat(life.reports(batch, 0, 10))
        .extracting(BatchReport::status, BatchReport::fresh)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Status.RECALLED, 1L),
            org.assertj.core.groups.Tuple.tuple(Status.ACTIVE, 1L),
            org.assertj.core.groups.Tuple.tuple(Status.RECALLED, 1L));
  }

  @Test
  void list_thatCannotBeDone_namesItsLines() {
    life.apply("anxi-tea", List.of(change(7, Status.VOID, "stolen")));

    assertThat(
            life.faults(
                List.of(
                    change(6, Status.SOLD, "sold"),
                    change(7, Status.SOLD, "sold"),
                    change(7, Status.VOID, "again"))))
        .containsExactly(new StateLists.Refusal(1, "a code that is void cannot become sold"));
  }

  @Test
  void wholeBatchRecalled_recallsAllButTheVoid() {
    life.report(batch, report(Stage.ACTIVE, 0, 50));
    life.apply("anxi-tea", List.of(change(7, Status.VOID, "stolen")));
    states.set(new CodeSubject.WholeBatch(batch.id()), Status.RECALLED, "anxi-tea", "residue");

    assertThat(shown(batch))
        .containsExactly("0+7 recalled", "7+1 void", "8+42 recalled", "50+9950 recalled");
    assertThat(standing(60).status()).isEqualTo(Status.RECALLED);
  }

  @Test
  void states_fromAPlace_goOnThere() {
    life.report(batch, report(Stage.PRINTED, 100, 200));

    StateRuns runs = life.states(batch, 150);

    assertThat(shown(runs)).containsExactly("150+150 printed", "300+9700 ordered");
  }

  @Test
  void lines_tellEveryCodeInOrder() {
    life.report(before, report(Stage.PRINTED, 0, 300));
    StateLines lines =
        new StateLines(
            book.serials(before),
            life.states(before),
            new byte[0],
            state -> EpochKey.ascii("," + state.status().word() + "\n"),
            _ -> true);

    List<String> told = told(lines);

    List<Serial> serials = book.serials(before).stream().toList();
    assertThat(told).hasSize(700);
    assertThat(told.get(0)).isEqualTo(serials.get(0) + ",printed");
    assertThat(told.get(299)).isEqualTo(serials.get(299) + ",printed");
    assertThat(told.get(300)).isEqualTo(serials.get(300) + ",ordered");
    assertThat(told.get(699)).isEqualTo(serials.get(699) + ",ordered");
  }

  @Test
  void lines_ofOneState_tellOnlyThose() {
    life.report(batch, report(Stage.PRINTED, 9990, 10));
    StateLines lines =
        new StateLines(
            book.serials(batch),
            life.states(batch),
            EpochKey.ascii("x"),
            _ -> EpochKey.ascii("\n"),
            state -> state.status() == Status.PRINTED);

    assertThat(told(lines)).hasSize(10).allMatch(line -> line.length() == 17);
  }

  private CodeState standing(long place) {
    return states.standing(code(place));
  }

  private StateChange change(long place, Status status, String reason) {
    return new StateChange(code(place), status, reason);
  }

  private CodeCheck.Genuine code(long place) {
    Serial serial = book.serials(batch).stream(place).findFirst().orElseThrow();
    return (CodeCheck.Genuine) book.check(TestBook.GTIN, serial.text());
  }

  private CodeSubject.Item item(long place) {
    return CodeSubject.Item.of(code(place));
  }

  private static StageReport report(Stage stage, long from, long count) {
    return new StageReport(stage, from, count, PRINTER, null, List.of(), null, null);
  }

  private static StageReport keyed(String key, long count) {
    return new StageReport(Stage.PRINTED, 0, count, PRINTER, null, List.of(), null, key);
  }

  private static StageReport wasting(LongStream places) {
    return new StageReport(
        Stage.PRINTED, 0, 1, PRINTER, null, places.boxed().toList(), "test print", null);
  }

  private List<String> shown(Batch of) {
    return shown(life.states(of));
  }

  private static List<String> shown(StateRuns runs) {
    List<String> shown = new ArrayList<>();
    for (StateRun run = runs.next(); run != null; run = runs.next()) {
      shown.add(run.from() + "+" + run.count() + " " + run.state().status().word());
    }
    return shown;
  }

  private static List<String> told(StateLines lines) {
    StringBuilder text = new StringBuilder();
    for (byte @Nullable [] chunk = lines.next(); chunk != null; chunk = lines.next()) {
      text.append(new String(chunk, java.nio.charset.StandardCharsets.US_ASCII));
    }
    return text.toString().lines().toList();
  }
}

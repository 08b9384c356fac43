package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bricscodes.codes.CodeState.Status;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How much is read of a batch of a hundred million, and in which steps. */
class SlicesTest {

  private static final long HUNDRED_MILLION = 100_000_000;

  private final FailingStore store = new FailingStore(new InMemoryStore(TestBook.tables()));
  private final TestBook test = new TestBook(store);
  private final CodeBook book = test.book();
  private final Batch batch = book.issue(TestBook.order(HUNDRED_MILLION));
  private final CodeLife life = test.life();

  @Test
  void states_ofAHundredMillion_readTheSlicesThatWereWrittenTo_only() {
    life.apply("anxi-tea", List.of(sold(5), sold(6), sold(50_000_000)));
    test.states().set(item(99_999_999), Status.VOID, "anxi-tea", "stolen");
    life.report(batch, report(0, HUNDRED_MILLION, List.of()));
    int before = store.scans();

    List<String> runs = new ArrayList<>();
    StateRuns states = life.states(batch);
    for (StateRun run = states.next(); run != null; run = states.next()) {
      runs.add(run.from() + "+" + run.count() + " " + run.state().status().word());
    }

    assertThat(runs)
        .containsExactly(
            "0+5 printed",
            "5+1 sold",
            "6+1 sold",
            "7+49999993 printed",
            "50000000+1 sold",
            "50000001+49999998 printed",
            "99999999+1 void");
    // Two for each of four kinds of reports, one page of slices, three slices of 24,415.
    assertThat(store.scans() - before).isEqualTo(12);
  }

  @Test
  void states_fromAPlace_readNoSliceBefore() {
    life.apply("anxi-tea", List.of(sold(5), sold(50_000_000)));
    int before = store.scans();

    StateRun run = life.states(batch, 50_000_000).next();

    assertThat(run).isNotNull().extracting(StateRun::count).isEqualTo(1L);
    assertThat(store.scans() - before).isEqualTo(10);
  }

  @Test
  void batchesThatShareASlice_areToldApart() {
    Batch first = book.issue(TestBook.order("one", 10));
    Batch second = book.issue(TestBook.order("two", 10));
    test.states()
        .set(
            new CodeSubject.Item(second.gtin(), second.epoch(), second.firstCounter() + 3),
            Status.SOLD,
            "shop",
            "sold");

    assertThat(life.waste(first).standing(Status.SOLD)).isZero();
    assertThat(life.waste(second).standing(Status.SOLD)).isEqualTo(1);
  }

  @Test
  void statesOfAFormerProgram_areFound_onceItsStoreWasGoneThrough() {
    InMemoryStore old = new InMemoryStore(TestBook.tables());
    TestBook former = new TestBook(new FormerStore(old));
    CodeBook issuer = former.book();
    Batch small = issuer.issue(TestBook.order("one", 10));
    Batch large = issuer.issue(TestBook.order("two", 50_000_000));
    former
        .states()
        .set(
            new CodeSubject.Item(large.gtin(), large.epoch(), large.firstCounter() + 49_999_999),
            Status.SOLD,
            "shop",
            "sold");
    CallsStore counted = new CallsStore(old);
    CodeLife now = new TestBook(counted).life();
    assertThat(now.waste(large).standing(Status.SOLD)).isZero();

    now.resume();

    assertThat(now.waste(large).standing(Status.SOLD)).isEqualTo(1);
    assertThat(now.waste(small).standing(Status.SOLD)).isZero();
    String calls = counted.calls();
    // 12,208 slices in two reads, the one that is noted, and that all are.
    assertThat(calls).contains("2 reads, 2 writes");
    now.resume();
    assertThat(counted.calls()).contains("2 reads, 2 writes");
  }

  /** Writes no notes. */
  private static final class FormerStore extends ForwardingStore {

    FormerStore(Store store) {
      super(store);
    }

    @Override
    public CompletionStage<@Nullable Void> write(List<Write> writes) {
      return super.write(
          writes.stream().filter(write -> !write.key().table().equals(Rows.SLICES)).toList());
    }
  }

  @Test
  void waste_isCountedInSteps_untilAllIs() {
    life.report(
        batch, report(0, HUNDRED_MILLION, LongStream.range(0, 9_000).map(i -> 3 * i).boxed()));

    WasteCount count = life.countWaste(batch);
    int steps = 1;
    WasteReport report = count.next();
    while (report == null) {
      assertThat(count.counted()).isLessThan(HUNDRED_MILLION);
      report = count.next();
      steps++;
    }

    // 9,000 wasted ones with what lies between and behind, 4,096 to a step.
    assertThat(steps).isEqualTo(5);
    assertThat(count.counted()).isEqualTo(HUNDRED_MILLION);
    assertThat(report.wastedCodes()).isEqualTo(9_000);
    assertThat(report.unaccounted()).isEqualTo(HUNDRED_MILLION - 9_000);
  }

  @Test
  void linesOfAStateThatNoCodeIsIn_comeEmpty_stepByStep() {
    life.report(
        batch, report(0, HUNDRED_MILLION, LongStream.range(0, 9_000).map(i -> 3 * i).boxed()));
    StateLines lines = lines(Status.SOLD);

    for (int step = 0; step < 4; step++) {
      assertThat(lines.next()).isEmpty();
    }
    assertThat(lines.next()).isNull();
    assertThat(lines.next()).isNull();
  }

  @Test
  void linesOfARareState_areAllThere_whateverTheSteps() {
    life.report(
        batch, report(0, HUNDRED_MILLION, LongStream.range(0, 9_000).map(i -> 3 * i).boxed()));
    life.apply("anxi-tea", List.of(sold(1), sold(20_000), sold(99_999_998)));
    StateLines lines = lines(Status.SOLD);

    StringBuilder text = new StringBuilder();
    for (byte[] chunk = lines.next(); chunk != null; chunk = lines.next()) {
      text.append(new String(chunk, StandardCharsets.US_ASCII));
    }

    assertThat(text.toString().lines())
        .containsExactly(serial(1).text(), serial(20_000).text(), serial(99_999_998).text());
  }

  private StateLines lines(Status wanted) {
    return new StateLines(
        book.serials(batch),
        life.states(batch),
        new byte[0],
        _ -> new byte[] {'\n'},
        state -> state.status() == wanted);
  }

  private static StageReport report(long from, long count, Stream<Long> wasted) {
    return report(from, count, wasted.toList());
  }

  private static StageReport report(long from, long count, List<Long> wasted) {
    return new StageReport(Stage.PRINTED, from, count, "press 7", null, wasted, "smeared", null);
  }

  private StateChange sold(long place) {
    CodeCheck.Genuine code = (CodeCheck.Genuine) book.check(TestBook.GTIN, serial(place).text());
    return new StateChange(code, Status.SOLD, "till 7");
  }

  private Serial serial(long place) {
    return book.serials(batch).stream(place).findFirst().orElseThrow();
  }

  private CodeSubject.Item item(long place) {
    return new CodeSubject.Item(batch.gtin(), batch.epoch(), batch.firstCounter() + place);
  }
}

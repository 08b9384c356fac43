package org.bricscodes.capture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.capture.Documents.packs;
import static org.bricscodes.capture.Documents.uuid;
import static org.bricscodes.capture.TestRecorder.archive;
import static org.bricscodes.capture.TestRecorder.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.junit.jupiter.api.Test;

/** A process that dies in a group, on an engine that promises no more than the contract. */
final class HalfDoneGroupTest {

  private static final long SEED = 20_261_126;

  @Test
  void deathAtEveryPartition_leavesASequenceWithoutGap_andNothingBesideIt() {
    int deaths = dieEverywhere(stored(3), 3, 12);

    assertThat(deaths).isGreaterThan(40);
  }

  @Test
  void deathWhereTheSequenceGoesOnInAnotherPartition_leavesNoGap() {
    int deaths = dieEverywhere(stored(CaptureTables.BUCKET - 5), CaptureTables.BUCKET - 5, 12);

    assertThat(deaths).isGreaterThan(40);
  }

  @Test
  void placeOfAGroupThatDied_isTakenByAnother_andItsEventIDsAreFree() {
    InMemoryStore rows = stored(0);
    // As many partitions as there are but the last, which holds the sequence.
    int all = partitions(rows, 0, 4);
    InMemoryStore fresh = stored(0);
    HalfwayStore dying = new HalfwayStore(fresh, all - 1, new Random(SEED));
    tryToRecord(dying, 0, 4);
    assertThat(archive(fresh).place("tea", uuid(2))).isPresent();

    try (Recorder recorder = TestRecorder.recorder(HalfwayStore.living(fresh, new Random(1)))) {
      assertThat(recorder.size()).isZero();
      assertThat(archive(fresh).place("tea", uuid(2))).isEmpty();
      assertThat(archive(fresh).byEventID(uuid(2))).isEmpty();
      assertThat(record(recorder, packs(9, 10)))
          .containsExactly(new EventOutcome.Recorded(uuid(9), new Place(0, TestRecorder.NOW)));
      assertThat(record(recorder, packs(0, 4)))
          .extracting(HalfDoneGroupTest::place)
          .containsExactly(1L, 2L, 3L, 4L);
    }
  }

  @Test
  void rowsThatAreNotSeen_areDeletedToo_sinceTheyMayComeLate() {
    InMemoryStore rows = stored(0);
    Intent intent =
        new Intent(
            0,
            0,
            List.of(
                new Intent.Entry(new byte[16], CaptureTables.claim(new byte[16])),
                new Intent.Entry(filled(1), CaptureTables.claim(filled(2)))));
    TestRecorder.await(rows.write(intent.writes()));

    assertThat(Intent.leftovers(rows, 0, 1))
        .containsExactly(
            new Write.Delete(CaptureTables.sequence(1)),
            new Write.Delete(CaptureTables.claim(filled(2))),
            new Write.Delete(CaptureTables.event(filled(1))));
    assertThat(Intent.leftovers(rows, 0, 2)).isEmpty();
  }

  @Test
  void largeGroup_isNamedByRowsThatStaySmall() {
    List<Intent.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      entries.add(new Intent.Entry(filled(i), CaptureTables.errorClaim(filled(i), new byte[16])));
    }
    InMemoryStore rows = stored(0);

    List<Write> writes = new Intent(0, 7, entries).writes();
    TestRecorder.await(rows.write(writes));

    assertThat(writes)
        .hasSize(3)
        .allSatisfy(
            write ->
                assertThat(write)
                    .isInstanceOfSatisfying(
                        Write.Put.class,
                        put -> assertThat(put.value().length).isLessThan(32 << 10)));
    assertThat(Intent.leftovers(rows, 0, 7 + 850)).hasSize(3 * 50);
  }

  private static byte[] filled(int number) {
    return ByteBuffer.allocate(16).putInt(number).array();
  }

  /**
   * Dies after each number of partitions a group writes, starts again and checks; then sends again.
   */
  private static int dieEverywhere(InMemoryStore base, int first, int events) {
    int all = partitions(copy(base), first, events);
    for (int written = 0; written < all; written++) {
      InMemoryStore rows = copy(base);
      HalfwayStore dying = new HalfwayStore(rows, written, new Random(SEED + written));
      tryToRecord(dying, first, events);
      assertThat(dying.isDead()).as("died after %d partitions", written).isTrue();

      Store next = HalfwayStore.living(rows, new Random(SEED));
      try (Recorder recorder = TestRecorder.recorder(next)) {
        requireWhole(rows, recorder.size(), "after %d of %d partitions".formatted(written, all));
        assertThat(recorder.size()).isBetween((long) first, (long) first + events);
        List<Long> places =
            record(recorder, packs(first, first + events)).stream()
                .map(HalfDoneGroupTest::place)
                .toList();
        assertThat(places).doesNotHaveDuplicates().hasSize(events);
        assertThat(recorder.size()).isEqualTo(first + events);
        requireWhole(rows, first + events, "after sending again");
      }
    }
    return all;
  }

  private static void tryToRecord(HalfwayStore dying, int first, int events) {
    try (Recorder recorder = TestRecorder.recorder(dying)) {
      assertThatThrownBy(() -> record(recorder, packs(first, first + events)))
          .hasRootCauseMessage("the process died");
    }
  }

  /** Every place has its body and its claim, and there is no body or claim without a place. */
  private static void requireWhole(InMemoryStore rows, long size, String when) {
    List<SequenceRow> sequence = new SequenceRows(rows, 0).from(0, Math.toIntExact(size) + 1);
    assertThat(sequence).as(when).hasSize(Math.toIntExact(size));
    for (SequenceRow row : sequence) {
      RecordedEvent event = requireNonNull(archive(rows).byRecordId(row.recordId()), when);
      assertThat(event.sequence()).as(when).isEqualTo(row.sequence());
      assertThat(EventCommitment.of(event).bytes()).as(when).isEqualTo(row.commitment());
      assertThat(archive(rows).place("tea", event.eventID()))
          .as("%s, claim at %d", when, row.sequence())
          .hasValue(new Place(row.sequence(), event.recordTime()));
    }
    assertThat(rowsOf(rows, CaptureTables.EVENT)).as(when).hasSize((int) size);
    assertThat(rowsOf(rows, CaptureTables.CLAIM)).as(when).hasSize((int) size);
    assertThat(rowsOf(rows, CaptureTables.SEQUENCE)).as(when).hasSize((int) size);
  }

  private static long place(EventOutcome outcome) {
    return switch (outcome) {
      case EventOutcome.Recorded recorded -> recorded.place().sequence();
      case EventOutcome.Duplicate duplicate -> duplicate.place().sequence();
      case EventOutcome.Refused _, EventOutcome.RolledBack _ ->
          throw new AssertionError("not recorded: " + outcome);
    };
  }

  /** How many partitions it takes to record these events. */
  private static int partitions(InMemoryStore rows, int first, int events) {
    for (int allowed = 1; ; allowed++) {
      HalfwayStore dying = new HalfwayStore(copy(rows), allowed, new Random(SEED));
      try (Recorder recorder = TestRecorder.recorder(dying)) {
        record(recorder, packs(first, first + events));
        return allowed;
      } catch (AssertionError _) {
        assertThat(dying.isDead()).isTrue();
      }
    }
  }

  /** A store with the events of packs 0 to one less than {@code events}. */
  private static InMemoryStore stored(int events) {
    InMemoryStore rows = new InMemoryStore(CaptureTables.all());
    try (Recorder recorder = TestRecorder.recorder(rows)) {
      for (int from = 0; from < events; from += 500) {
        record(recorder, packs(from, Math.min(events, from + 500)));
      }
    }
    return rows;
  }

  /** Of all rows but those that change by compare-and-set. */
  static InMemoryStore copy(InMemoryStore rows) {
    InMemoryStore copy = new InMemoryStore(CaptureTables.all());
    List<Table> tables =
        CaptureTables.all().stream().filter(it -> it.shape() != Table.Shape.STATES).toList();
    for (Table table : tables) {
      List<Write> writes = new ArrayList<>(rowsOf(rows, table));
      for (int from = 0; from < writes.size(); from += 10_000) {
        TestRecorder.await(
            copy.write(writes.subList(from, Math.min(writes.size(), from + 10_000))));
      }
    }
    return copy;
  }

  private static List<Write> rowsOf(Store rows, Table table) {
    List<Write> found = new ArrayList<>();
    SweepPage page = rows.sweep(Sweep.of(table, 1_000));
    while (true) {
      page.rows().forEach(row -> found.add(new Write.Put(row.key(), row.value())));
      if (page.next() == null) {
        return found;
      }
      page = rows.sweep(Sweep.of(table, 1_000).after(page.next()));
    }
  }
}

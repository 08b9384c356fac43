package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bricscodes.codes.CodeState.Status;
import org.bricscodes.store.DyingStore;
import org.bricscodes.store.DyingStore.Moment;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists of codes in many slices, which are set side by side. */
class StateListsTest {

  private final InMemoryStore memory = new InMemoryStore(TestBook.tables());
  private final TestBook test = new TestBook(memory);
  private final CodeBook book = test.book();

  @Test
  void codesInManySlices_areReadAtOnce_andSetWithOneSwapASlice() {
    Batch batch = book.issue(TestBook.order(1_000_000));
    CallsStore counted = new CallsStore(memory);
    CodeLife life = new TestBook(counted).life();
    List<StateChange> list = voided(batch, LongStream.range(0, 240).map(slice -> slice * 4096));

    StateLists.Applied applied = life.apply("anxi-tea", list);

    assertThat(applied.changed()).isEqualTo(240);
    // Guards and rows of 128 slices, of 112 more; 240 slices, the report. What the list is known
    // by,
    // and the guard of the batch, are looked up one by one.
    assertThat(counted.calls()).isEqualTo("3 gets, 4 reads, 3 writes, 241 swaps");
    assertThat(life.apply("anxi-tea", list).unchanged()).isEqualTo(240);
    // The same reads, and the report that it changed nothing.
    assertThat(counted.calls()).isEqualTo("6 gets, 8 reads, 6 writes, 242 swaps");
  }

  @Test
  void longestList_staysWithinTheBoundsOfTheStore() {
    Batch batch = book.issue(TestBook.order(StateLists.MAX_CODES));
    List<StateChange> list = voided(book, batch, book.serials(batch).stream());

    StateLists.Applied applied = test.life().apply("anxi-tea", list);

    assertThat(applied.changed()).isEqualTo(100_000);
    assertThat(test.life().waste(batch).voided()).isEqualTo(100_000);
  }

  @Test
  void sliceThatAnotherChangesMeanwhile_isDecidedAgain_andTheOthersAreNot() {
    Batch batch = book.issue(TestBook.order(20_000));
    List<StateChange> list = voided(batch, LongStream.of(0, 5000, 5001, 10_000));
    CodeStates other = test.states();
    // Behind the guards and before the codes: what the guards say is no longer so.
    Store racing =
        new Interrupted(memory, 2, () -> other.set(item(batch, 5000), Status.VOID, "shop", "torn"));

    StateLists.Applied applied = new TestBook(racing).life().apply("anxi-tea", list);

    assertThat(applied.changed()).isEqualTo(3);
    assertThat(applied.unchanged()).isEqualTo(1);
    assertThat(other.history(item(batch, 5000))).extracting(CodeState::by).containsExactly("shop");
    for (long place : List.of(0L, 5001L, 10_000L)) {
      assertThat(other.history(item(batch, place)))
          .extracting(CodeState::by)
          .containsExactly("anxi-tea");
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void processThatDiesAtEachWrite_leavesAllOrNothing_andCountsOnce(Moment moment) {
    for (int call = 1; ; call++) {
      TestBook kept = new TestBook();
      Batch batch = kept.book().issue(TestBook.order(10_000));
      List<StateChange> list = voided(kept.book(), batch, LongStream.of(0, 1, 5000, 9999));
      DyingStore dying = new DyingStore(kept.store, call, moment);
      CodeLife before = new CodeLife(dying, () -> TestBook.START, new Random(77));
      try {
        before.apply("anxi-tea", list);
        assertThat(dying.isDead()).isFalse();
        // The list, three slices, the notice, the report, the list's end.
        assertThat(call).isEqualTo(8);
        return;
      } catch (StoreException.Unavailable _) {
        assertThat(dying.isDead()).isTrue();
      }
      CodeLife after = kept.life();

      after.resume();

      long voided = after.waste(batch).voided();
      assertThat(voided).as("%s at write %d", moment, call).isIn(0L, 4L);
      assertThat(after.reports(batch, 0, 10))
          .as("%s at write %d", moment, call)
          .extracting(BatchReport::fresh)
          .isEqualTo(voided == 0 ? List.of() : List.of(4L));
      assertThat(after.apply("anxi-tea", list).changed()).isEqualTo(4 - (int) voided);
      assertThat(kept.states().history(item(batch, 5000))).hasSize(1);
    }
  }

  /** Lets something happen behind one of its batched reads. */
  private static final class Interrupted extends ForwardingStore {

    private int reads;
    private final Runnable what;

    Interrupted(Store store, int reads, Runnable what) {
      super(store);
      this.reads = reads;
      this.what = what;
    }

    @Override
    public List<byte @Nullable []> getAll(List<Key> keys) {
      if (--reads == 0) {
        what.run();
      }
      return super.getAll(keys);
    }
  }

  private List<StateChange> voided(Batch batch, LongStream places) {
    return voided(book, batch, places);
  }

  private static List<StateChange> voided(CodeBook book, Batch batch, LongStream places) {
    return voided(
        book,
        batch,
        places.mapToObj(place -> book.serials(batch).stream(place).findFirst().orElseThrow()));
  }

  private static List<StateChange> voided(CodeBook book, Batch batch, Stream<Serial> serials) {
    CodeChecks checks = book.checks();
    return serials
        .map(serial -> (CodeCheck.Genuine) checks.check(batch.gtin(), serial.text()))
        .map(code -> new StateChange(code, Status.VOID, "stolen"))
        .toList();
  }

  private static CodeSubject.Item item(Batch batch, long place) {
    return new CodeSubject.Item(batch.gtin(), batch.epoch(), batch.firstCounter() + place);
  }
}

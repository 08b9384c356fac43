package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.capture.Documents.event;
import static org.bricscodes.capture.Documents.packs;
import static org.bricscodes.capture.Documents.parsed;
import static org.bricscodes.capture.Documents.uuid;
import static org.bricscodes.capture.TestRecorder.NOW;
import static org.bricscodes.capture.TestRecorder.await;
import static org.bricscodes.capture.TestRecorder.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.capture.ScriptedStore.Fate;
import org.bricscodes.store.Write;
import org.junit.jupiter.api.Test;

/** What the store may do to a recorder, and what many callers may. */
final class RecorderFailureTest {

  private final ScriptedStore store = new ScriptedStore();

  @Test
  void duplicateOfAnEventUnderWay_isAnsweredOnlyWhenThatIsDurable() throws Exception {
    store.next(Fate.HELD);
    try (Recorder recorder = TestRecorder.recorder(store)) {
      CompletionStage<List<EventOutcome>> first =
          recorder.record("tea", packs(0, 1), ErrorBehaviour.ROLLBACK);
      store.awaitHeld();
      CompletionStage<List<EventOutcome>> second =
          recorder.record("tea", packs(0, 1), ErrorBehaviour.ROLLBACK);

      assertThat(first.toCompletableFuture()).isNotDone();
      assertThat(second.toCompletableFuture()).isNotDone();
      store.release();

      assertThat(await(first))
          .containsExactly(new EventOutcome.Recorded(uuid(0), new Place(0, NOW)));
      assertThat(await(second))
          .containsExactly(new EventOutcome.Duplicate(uuid(0), new Place(0, NOW)));
    }
  }

  @Test
  void writeRefusedAsOverload_leavesNoGap_andItsEventIDsFree() throws Exception {
    store.next(Fate.HELD_THEN_OVERLOADED);
    try (Recorder recorder = TestRecorder.recorder(store)) {
      CompletionStage<List<EventOutcome>> first =
          recorder.record("tea", packs(0, 3), ErrorBehaviour.ROLLBACK);
      store.awaitHeld();
      // Prepared against the claims of the first, which then come to nothing.
      CompletionStage<List<EventOutcome>> second =
          recorder.record("tea", parsed(event(uuid(1), 1, 99)), ErrorBehaviour.ROLLBACK);
      store.release();

      assertThatThrownBy(() -> await(first))
          .hasRootCauseInstanceOf(CaptureException.Overloaded.class);
      assertThat(await(second))
          .containsExactly(new EventOutcome.Recorded(uuid(1), new Place(0, NOW)));
    }
  }

  @Test
  void fullQueue_refusesAtOnce_andRecordsWhatItTook() throws Exception {
    store.next(Fate.HELD);
    RecorderOptions small = new RecorderOptions(2, 5, 1 << 20);
    try (Recorder recorder = TestRecorder.recorder(store, small)) {
      CompletionStage<List<EventOutcome>> underWay =
          recorder.record("tea", packs(0, 1), ErrorBehaviour.ROLLBACK);
      store.awaitHeld();
      List<CompletionStage<List<EventOutcome>>> taken = new ArrayList<>();
      CaptureException.Overloaded refused = null;
      for (int pack = 1; refused == null && pack < 100; pack++) {
        try {
          taken.add(recorder.record("tea", packs(pack, pack + 1), ErrorBehaviour.ROLLBACK));
        } catch (CaptureException.Overloaded e) {
          refused = e;
        }
      }
      store.release();

      assertThat(refused).isNotNull();
      assertThat(taken).hasSizeBetween(4, 8);
      assertThat(await(underWay)).hasSize(1);
      for (CompletionStage<List<EventOutcome>> stage : taken) {
        assertThat(await(stage)).hasOnlyElementsOfType(EventOutcome.Recorded.class);
      }
      assertThat(recorder.size()).isEqualTo(1 + taken.size());
    }
  }

  @Test
  void writeLost_stopsRecording_andTheNextStartFindsNothing() {
    store.next(Fate.LOST);
    try (Recorder recorder = TestRecorder.recorder(store)) {
      assertThatThrownBy(() -> record(recorder, packs(0, 2))).hasRootCauseMessage("disk gone");
    }

    try (Recorder reopened = TestRecorder.recorder(store)) {
      assertThat(reopened.size()).isZero();
      assertThat(record(reopened, packs(0, 2))).hasOnlyElementsOfType(EventOutcome.Recorded.class);
    }
  }

  @Test
  void answerLost_stopsRecording_andTheNextStartFindsEverything() {
    store.next(Fate.ANSWER_LOST);
    try (Recorder recorder = TestRecorder.recorder(store)) {
      assertThatThrownBy(() -> record(recorder, packs(0, 2))).hasRootCauseMessage("disk gone");
    }

    try (Recorder reopened = TestRecorder.recorder(store)) {
      assertThat(reopened.size()).isEqualTo(2);
      assertThat(record(reopened, packs(0, 2))).hasOnlyElementsOfType(EventOutcome.Duplicate.class);
    }
  }

  @Test
  void stopped_saysSo_andRefusesMore() {
    store.next(Fate.LOST);
    try (Recorder recorder = TestRecorder.recorder(store)) {
      assertThatThrownBy(() -> record(recorder, packs(0, 1))).isInstanceOf(AssertionError.class);

      assertThatThrownBy(() -> recorder.record("tea", packs(2, 3), ErrorBehaviour.ROLLBACK))
          .isInstanceOf(CaptureException.Stopped.class);
      assertThat(recorder.stopped()).isInstanceOf(CaptureException.Stopped.class);
    }
  }

  @Test
  void sequenceWithAGap_isNotOpened() {
    try (Recorder recorder = TestRecorder.recorder(store)) {
      record(recorder, packs(0, 5));
    }
    await(store.write(List.of(new Write.Delete(CaptureTables.sequence(3)))));

    assertThatThrownBy(() -> TestRecorder.recorder(store))
        .isInstanceOf(CaptureException.Contradiction.class)
        .hasMessageContaining("gap at 3");
  }

  @Test
  void sameEventsFromManyCallers_areRecordedOnceEach() throws Exception {
    try (Recorder recorder =
            TestRecorder.recorder(store, new RecorderOptions(16, 20_000, 64 << 20));
        ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<List<EventOutcome>>> answers = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        for (int pack = 0; pack < 60; pack++) {
          int one = pack;
          answers.add(callers.submit(() -> record(recorder, packs(one, one + 1))));
        }
      }

      int recorded = 0;
      for (Future<List<EventOutcome>> answer : answers) {
        recorded += answer.get().getFirst() instanceof EventOutcome.Recorded ? 1 : 0;
      }

      assertThat(recorded).isEqualTo(60);
      assertThat(TestRecorder.archive(store).bySequence(0, 1_000)).hasSize(60);
    }
  }
}

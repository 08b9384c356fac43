package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.capture.Documents.packs;
import static org.bricscodes.capture.TestRecorder.await;
import static org.bricscodes.capture.TestRecorder.record;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SequencerTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final SequencerOptions FAST = new SequencerOptions(Duration.ZERO, 2, 100);
  private static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(1));

  @TempDir Path directory = Path.of("");

  private final InMemoryStore store = new InMemoryStore(CaptureTables.all());
  private final EventArchive archive = TestRecorder.archive(store);

  @Test
  void recordedEvents_areLoggedAtTheirSequence() throws Exception {
    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      record(recorder, packs(0, 5));

      assertThat(sequencer.awaitLogged(4, LONG)).isTrue();
      assertThat(sequencer.loggedSize()).isEqualTo(5);
      assertThat(log.checkpoint().size()).isEqualTo(5);
      for (RecordedEvent event : archive.bySequence(0, 5)) {
        assertThat(log.entry(event.sequence())).isEqualTo(EventCommitment.of(event).bytes());
      }
    }
  }

  @Test
  void awaitLogged_ofWhatDoesNotCome_endsInTime() throws Exception {
    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      assertThat(sequencer.awaitLogged(0, Duration.ofMillis(20))).isFalse();
    }
  }

  @Test
  void eventsRecordedWhileNothingSequenced_areLoggedAtTheNextStart() throws Exception {
    try (Recorder recorder = TestRecorder.recorder(store)) {
      record(recorder, packs(0, 7));
    }

    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      assertThat(sequencer.awaitLogged(6, LONG)).isTrue();
    }
    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      assertThat(sequencer.loggedSize()).isEqualTo(7);
      record(recorder, packs(7, 8));
      assertThat(sequencer.awaitLogged(7, LONG)).isTrue();
    }
  }

  @Test
  @SuppressWarnings("try") // closing in the middle is the point
  void closing_publishesWhatWasAppended() throws Exception {
    SequencerOptions slow = new SequencerOptions(Duration.ofMinutes(30), 100, 100);
    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(store)) {
      try (Sequencer sequencer =
          Sequencer.start(store, TestRecorder.index(store), recorder, log, slow)) {
        record(recorder, packs(0, 1));
        // The first checkpoint is not held back by the cadence.
        assertThat(sequencer.awaitLogged(0, LONG)).isTrue();
        record(recorder, packs(1, 3));
        recorder.close();
      }

      assertThat(log.checkpoint().size()).isEqualTo(log.size());
    }
  }

  @Test
  void logLongerThanTheStore_isRefused() throws Exception {
    logEvents(3);
    InMemoryStore older = new InMemoryStore(CaptureTables.all());

    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(older)) {
      assertThatThrownBy(
              () -> Sequencer.start(older, TestRecorder.index(older), recorder, log, FAST))
          .isInstanceOf(CaptureException.Contradiction.class)
          .hasMessageContaining("restoring an old backup");
    }
  }

  @Test
  void storeOfAnotherHistory_isRefused() throws Exception {
    logEvents(3);
    InMemoryStore other = new InMemoryStore(CaptureTables.all());

    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(other)) {
      record(recorder, packs(50, 54));

      assertThatThrownBy(
              () -> Sequencer.start(other, TestRecorder.index(other), recorder, log, FAST))
          .isInstanceOf(CaptureException.Contradiction.class)
          .hasMessageContaining("log entry 0");
    }
  }

  @Test
  void storedEventThatWasChanged_isRefused_andAnErasedOneIsNot() throws Exception {
    logEvents(3);
    byte[] first = new SequenceRows(store, 0).from(0, 1).getFirst().recordId();
    byte[] second = new SequenceRows(store, 0).from(1, 1).getFirst().recordId();
    Key changed = CaptureTables.event(second);
    RecordedEvent event = archive.bySequence(1, 1).getFirst();

    await(store.write(List.of(new Write.Delete(CaptureTables.event(first)))));
    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      assertThat(sequencer.failure()).isNull();
    }

    event.event()[10] ^= 1;
    await(store.write(List.of(new Write.Put(changed, event.encode()))));
    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(store)) {
      assertThatThrownBy(() -> start(recorder, log))
          .isInstanceOf(CaptureException.Contradiction.class)
          .hasMessageContaining("stored event 1");
    }
  }

  @Test
  @SuppressWarnings("try") // closing in the middle is the point
  void failedLog_stopsSequencing_notRecording() throws Exception {
    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      log.close();
      record(recorder, packs(0, 1));

      assertThat(sequencer.awaitLogged(0, LONG)).isFalse();
      assertThat(sequencer.failure()).isNotNull();
      assertThat(record(recorder, packs(1, 2))).hasOnlyElementsOfType(EventOutcome.Recorded.class);
    }
  }

  private void logEvents(int count) throws Exception {
    try (TransparencyLog log = open("log");
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      record(recorder, packs(0, count));
      assertThat(sequencer.awaitLogged(count - 1, LONG)).isTrue();
    }
  }

  private Sequencer start(Recorder recorder, TransparencyLog log) {
    return Sequencer.start(store, TestRecorder.index(store), recorder, log, FAST);
  }

  private TransparencyLog open(String name) {
    return TransparencyLog.open(
        directory.resolve(name), KEY, LogOptions.standard(InstantSource.system(), new Random(2)));
  }
}

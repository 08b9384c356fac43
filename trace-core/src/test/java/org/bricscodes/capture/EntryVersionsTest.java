package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.capture.Documents.packs;
import static org.bricscodes.capture.TestRecorder.await;
import static org.bricscodes.capture.TestRecorder.record;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.AuditReport;
import org.bricscodes.tlog.LogAudit;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.TrustedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that was begun when entries had version 1, and goes on with version 2. */
final class EntryVersionsTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final SequencerOptions FAST = new SequencerOptions(Duration.ZERO, 2, 100);
  private static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(1));

  @TempDir Path directory = Path.of("");

  private final InMemoryStore store = new InMemoryStore(CaptureTables.all());
  private final EventArchive archive = TestRecorder.archive(store);

  @Test
  void storeOfVersion1_goesOnWithVersion2_inOneLog() throws Exception {
    begin(3);

    try (TransparencyLog log = open();
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      record(recorder, packs(3, 6));
      assertThat(sequencer.awaitLogged(5, LONG)).isTrue();
      List<Integer> versions = new ArrayList<>();
      for (RecordedEvent event : archive.bySequence(0, 6)) {
        byte[] entry = log.entry(event.sequence());
        versions.add((int) entry[0]);
        assertThat(event.entryVersion()).isEqualTo(entry[0]);
        assertThat(EventCommitment.of(event).bytes()).isEqualTo(entry);
      }
      assertThat(versions).containsExactly(1, 1, 1, 2, 2, 2);
      // What was known is known still.
      assertThat(record(recorder, packs(0, 6))).hasOnlyElementsOfType(EventOutcome.Duplicate.class);
    }
    assertThat(audit().isSound()).isTrue();
    try (TransparencyLog log = open();
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      assertThat(sequencer.loggedSize()).isEqualTo(6);
    }
  }

  @Test
  void storedEvent_thatSaysAnotherVersion_isNotWhatWasCommittedTo() throws Exception {
    begin(1);
    try (TransparencyLog log = open();
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      record(recorder, packs(1, 2));
      assertThat(sequencer.awaitLogged(1, LONG)).isTrue();
    }

    rewrite(1, 1);

    try (TransparencyLog log = open();
        Recorder recorder = TestRecorder.recorder(store)) {
      assertThatThrownBy(() -> start(recorder, log))
          .isInstanceOf(CaptureException.Contradiction.class)
          .hasMessageContaining("stored event 1");
    }
  }

  @Test
  void erasedEvent_leavesTheLogValid_andNothingToProveItWith() throws Exception {
    begin(0);
    try (TransparencyLog log = open();
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      record(recorder, packs(0, 2));
      assertThat(sequencer.awaitLogged(1, LONG)).isTrue();
    }

    byte[] id = new SequenceRows(store, 0).from(0, 1).getFirst().recordId();
    await(store.write(List.of(new Write.Delete(CaptureTables.event(id)))));

    assertThat(archive.bySequence(0, 2)).extracting(RecordedEvent::sequence).containsExactly(1L);
    try (TransparencyLog log = open();
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      assertThat(sequencer.failure()).isNull();
    }
  }

  @Test
  void audit_derivesTheEntriesOfStoredEventsAgain_andNamesTheOneThatIsNot() throws Exception {
    begin(2);
    try (TransparencyLog log = open();
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      record(recorder, packs(2, 4));
      assertThat(sequencer.awaitLogged(3, LONG)).isTrue();
    }
    assertThat(audit().findings()).isEmpty();

    RecordedEvent event = archive.bySequence(2, 1).getFirst();
    byte[] stored = event.encode();
    stored[stored.length - 20] ^= 1;
    byte[] id = new SequenceRows(store, 0).from(2, 1).getFirst().recordId();
    await(store.write(List.of(new Write.Put(CaptureTables.event(id), stored))));
    byte[] erased = new SequenceRows(store, 0).from(0, 1).getFirst().recordId();
    await(store.write(List.of(new Write.Delete(CaptureTables.event(erased)))));

    assertThat(audit().findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.toString())
                    .contains("2", "is not the commitment to the event that is stored"));
  }

  private AuditReport audit() {
    return new LogAudit(
            LogSource.directory(directory.resolve("log")),
            TrustedLog.of(KEY.verifierKey()),
            List.of(),
            new RetainedEvents(archive),
            2)
        .run();
  }

  /** Records and logs events as they were before there was version 2. */
  private void begin(int count) throws Exception {
    try (Recorder recorder = TestRecorder.recorder(store)) {
      record(recorder, packs(0, count));
    }
    for (int sequence = 0; sequence < count; sequence++) {
      byte[] entry = EventCommitment.of(rewrite(sequence, 1)).bytes();
      byte[] id = new SequenceRows(store, 0).from(sequence, 1).getFirst().recordId();
      await(store.write(List.of(SequenceRow.write(sequence, id, entry))));
    }
    try (TransparencyLog log = open();
        Recorder recorder = TestRecorder.recorder(store);
        Sequencer sequencer = start(recorder, log)) {
      assertThat(count == 0 || sequencer.awaitLogged(count - 1, LONG)).isTrue();
    }
  }

  /** The same event, stored as one of another version. */
  private RecordedEvent rewrite(int sequence, int version) {
    byte[] id = new SequenceRows(store, 0).from(sequence, 1).getFirst().recordId();
    Key key = CaptureTables.event(id);
    byte[] stored = archive.bySequence(sequence, 1).getFirst().encode();
    stored[0] = (byte) version;
    await(store.write(List.of(new Write.Put(key, stored))));
    return RecordedEvent.decode(stored);
  }

  private Sequencer start(Recorder recorder, TransparencyLog log) {
    return Sequencer.start(store, TestRecorder.index(store), recorder, log, FAST);
  }

  private TransparencyLog open() {
    return TransparencyLog.open(
        directory.resolve("log"), KEY, LogOptions.standard(InstantSource.system(), new Random(2)));
  }
}

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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.bricscodes.store.Scan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecorderTest {

  private final InMemoryStore store = new InMemoryStore(CaptureTables.all());
  private final EventArchive archive = TestRecorder.archive(store);
  private final Recorder recorder = TestRecorder.recorder(store);

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void newEvents_getContiguousPlaces() {
    List<EventOutcome> outcomes = record(recorder, packs(0, 3));

    assertThat(outcomes)
        .containsExactly(
            new EventOutcome.Recorded(uuid(0), new Place(0, NOW)),
            new EventOutcome.Recorded(uuid(1), new Place(1, NOW)),
            new EventOutcome.Recorded(uuid(2), new Place(2, NOW)));
    assertThat(recorder.size()).isEqualTo(3);
    assertThat(archive.size()).isEqualTo(3);
  }

  @Test
  void recordedEvent_isFoundInEveryWay() {
    String sent = event(uuid(7), 7, 7);
    record(recorder, parsed(sent));

    RecordedEvent found = archive.byEventID(uuid(7)).getFirst();
    PostingReader postings =
        archive.reader(
            "epc=https://id.gs1.org/01/09521234543213/21/P7",
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Scan.Order.ASCENDING);
    Posting posting = Objects.requireNonNull(postings.current());

    assertThat(new String(found.event(), StandardCharsets.UTF_8)).isEqualTo(sent);
    assertThat(found.party()).isEqualTo("tea");
    assertThat(found.recordTime()).isEqualTo(NOW);
    assertThat(found.salt()).hasSize(32);
    assertThat(archive.byPostings(List.of(posting))).hasSize(1);
    assertThat(archive.byRecordId(posting.id())).isNotNull();
    assertThat(archive.at(List.of(new Posting(0, 1, 2), posting))).hasSize(2).containsNull();
    assertThat(archive.bySequence(0, 10))
        .extracting(RecordedEvent::eventID)
        .containsExactly(uuid(7));
    assertThat(archive.place("tea", uuid(7))).contains(new Place(0, NOW));
    assertThat(archive.place("coffee", uuid(7))).isEmpty();
  }

  @Test
  void sameContentAgain_isADuplicateOfTheFirst() {
    record(recorder, packs(0, 2));

    List<EventOutcome> outcomes = record(recorder, packs(1, 3));

    assertThat(outcomes)
        .containsExactly(
            new EventOutcome.Duplicate(uuid(1), new Place(1, NOW)),
            new EventOutcome.Recorded(uuid(2), new Place(2, NOW)));
  }

  @Test
  void sameEventInOtherForm_isADuplicate_asAnswersOfThisServiceAre() {
    String event = Documents.event(Documents.uuid(1), 1, 1);
    String asUrn =
        event.replace(
            "https://id.gs1.org/01/09521234543213/21/P1", "urn:epc:id:sgtin:9521234.054321.P1");
    assertThat(asUrn).isNotEqualTo(event);

    TestRecorder.record(recorder, Documents.parsed(event));
    List<EventOutcome> again = TestRecorder.record(recorder, Documents.parsed(asUrn));

    assertThat(again).singleElement().isInstanceOf(EventOutcome.Duplicate.class);
  }

  @Test
  void eventsWithoutEventID_thatShareTheirHash_andSayOtherThings_areBothRecorded() {
    String event = Documents.anonymous(1, 1);
    String certified =
        event.replace("\"action\"", "\"certificationInfo\":\"https://example.org/9\",\"action\"");

    List<EventOutcome> both =
        TestRecorder.record(recorder, Documents.parsed(event, certified, event, certified));
    List<EventOutcome> later = TestRecorder.record(recorder, Documents.parsed(certified));

    assertThat(both.get(0)).isInstanceOf(EventOutcome.Recorded.class);
    assertThat(both.get(0).eventID()).startsWith("ni:///sha-256;");
    assertThat(both.get(1)).isInstanceOf(EventOutcome.Recorded.class);
    assertThat(both.get(1).eventID()).matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8.*");
    assertThat(both.get(2)).isInstanceOf(EventOutcome.Duplicate.class);
    assertThat(both.get(3)).isInstanceOf(EventOutcome.Duplicate.class);
    assertThat(later)
        .singleElement()
        .isInstanceOf(EventOutcome.Duplicate.class)
        .extracting(EventOutcome::eventID)
        .isEqualTo(both.get(1).eventID());
  }

  @Test
  void sameContentInOtherSpelling_isADuplicate() {
    record(recorder, parsed(event(uuid(1), 1, 1)));

    List<EventOutcome> outcomes =
        record(recorder, parsed(event(uuid(1), 1, 1).replace(",", " ,\n ")));

    assertThat(outcomes).containsExactly(new EventOutcome.Duplicate(uuid(1), new Place(0, NOW)));
  }

  @Test
  void otherContentUnderAKnownEventID_isRefusedAndChangesNothing() {
    record(recorder, parsed(event(uuid(1), 1, 1)));

    List<EventOutcome> outcomes = record(recorder, parsed(event(uuid(1), 1, 2)));

    assertThat(outcomes).containsExactly(new EventOutcome.Refused(uuid(1), new Place(0, NOW)));
    assertThat(archive.byEventID(uuid(1))).hasSize(1);
    assertThat(recorder.size()).isEqualTo(1);
  }

  @Test
  void sameEventIDOfAnotherParty_isAnotherEvent() {
    record(recorder, parsed(event(uuid(1), 1, 1)));

    List<EventOutcome> outcomes =
        await(recorder.record("coffee", parsed(event(uuid(1), 1, 2)), ErrorBehaviour.ROLLBACK));

    assertThat(outcomes).containsExactly(new EventOutcome.Recorded(uuid(1), new Place(1, NOW)));
    assertThat(archive.byEventID(uuid(1)))
        .extracting(RecordedEvent::party)
        .containsExactly("tea", "coffee");
  }

  @Test
  void errorDeclaration_mayShareTheEventID() {
    record(recorder, parsed(event(uuid(1), 1, 1)));

    List<EventOutcome> declared = record(recorder, parsed(Documents.error(uuid(1), 1, 1)));
    List<EventOutcome> again = record(recorder, parsed(Documents.error(uuid(1), 1, 1)));

    assertThat(declared).containsExactly(new EventOutcome.Recorded(uuid(1), new Place(1, NOW)));
    assertThat(again).containsExactly(new EventOutcome.Duplicate(uuid(1), new Place(1, NOW)));
    assertThat(archive.byEventID(uuid(1))).hasSize(2);
  }

  @Test
  void eventWithoutEventID_isNamedByItsContent_soResendingIsHarmless() {
    List<EventOutcome> first = record(recorder, parsed(Documents.anonymous(1, 1)));
    List<EventOutcome> second = record(recorder, parsed(Documents.anonymous(1, 1)));

    assertThat(first.getFirst().eventID()).startsWith("ni:///sha-256;").endsWith("?ver=CBV2.0");
    assertThat(second)
        .containsExactly(new EventOutcome.Duplicate(first.getFirst().eventID(), new Place(0, NOW)));
    assertThat(archive.byEventID(first.getFirst().eventID())).hasSize(1);
  }

  @Test
  void sameEventTwiceInOneDocument_isRecordedOnce() {
    List<EventOutcome> outcomes =
        record(recorder, parsed(event(uuid(1), 1, 1), event(uuid(1), 1, 1)));

    assertThat(outcomes)
        .containsExactly(
            new EventOutcome.Recorded(uuid(1), new Place(0, NOW)),
            new EventOutcome.Duplicate(uuid(1), new Place(0, NOW)));
  }

  @Test
  void rollback_withOneConflict_recordsNothing() {
    record(recorder, parsed(event(uuid(1), 1, 1)));

    List<EventOutcome> outcomes =
        record(
            recorder,
            parsed(
                event(uuid(2), 2, 2),
                event(uuid(2), 2, 2),
                event(uuid(1), 1, 9),
                event(uuid(3), 3, 3),
                event(uuid(3), 3, 4),
                event(uuid(1), 1, 1)));

    assertThat(outcomes)
        .containsExactly(
            new EventOutcome.RolledBack(uuid(2)),
            new EventOutcome.RolledBack(uuid(2)),
            new EventOutcome.Refused(uuid(1), new Place(0, NOW)),
            new EventOutcome.RolledBack(uuid(3)),
            new EventOutcome.Refused(uuid(3), null),
            new EventOutcome.Duplicate(uuid(1), new Place(0, NOW)));
    assertThat(record(recorder, parsed(event(uuid(4), 4, 4))))
        .containsExactly(new EventOutcome.Recorded(uuid(4), new Place(1, NOW)));
    assertThat(archive.byEventID(uuid(2))).isEmpty();
  }

  @Test
  void proceed_withOneConflict_recordsTheOthers() {
    List<EventOutcome> outcomes =
        await(
            recorder.record(
                "tea",
                parsed(event(uuid(1), 1, 1), event(uuid(1), 1, 2), event(uuid(3), 3, 3)),
                ErrorBehaviour.PROCEED));

    assertThat(outcomes)
        .containsExactly(
            new EventOutcome.Recorded(uuid(1), new Place(0, NOW)),
            new EventOutcome.Refused(uuid(1), new Place(0, NOW)),
            new EventOutcome.Recorded(uuid(3), new Place(1, NOW)));
  }

  @Test
  void reopened_goesOnBehindTheLastPlace_acrossBuckets() {
    for (int from = 0; from < 4_100; from += 820) {
      record(recorder, packs(from, from + 820));
    }
    recorder.close();

    try (Recorder reopened = TestRecorder.recorder(store)) {
      assertThat(reopened.size()).isEqualTo(4_100);
      assertThat(record(reopened, parsed(event(uuid(9_999), 1, 1))))
          .containsExactly(new EventOutcome.Recorded(uuid(9_999), new Place(4_100, NOW)));
      assertThat(archive.bySequence(4_094, 4))
          .extracting(RecordedEvent::sequence)
          .containsExactly(4_094L, 4_095L, 4_096L, 4_097L);
    }
  }

  @Test
  void recorded_isAwaited_andEndsWithTheRecorder() throws InterruptedException {
    Duration patience = Duration.ofMinutes(1);
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> awaitRecorded(0, patience), Thread::startVirtualThread);

    record(recorder, packs(0, 2));

    assertThat(waiting.orTimeout(120, TimeUnit.SECONDS).join()).isTrue();
    assertThat(recorder.awaitRecorded(1, patience)).isTrue();
    assertThat(recorder.awaitRecorded(2, Duration.ZERO)).isFalse();
    CompletableFuture<Boolean> atTheEnd =
        CompletableFuture.supplyAsync(() -> awaitRecorded(2, patience), Thread::startVirtualThread);
    recorder.close();
    assertThat(atTheEnd.orTimeout(120, TimeUnit.SECONDS).join()).isFalse();
  }

  private boolean awaitRecorded(long size, Duration atMost) {
    try {
      return recorder.awaitRecorded(size, atMost);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void noEvents_areRecordedAtOnce() {
    assertThat(record(recorder, List.of())).isEmpty();
  }

  @Test
  void partyWithALineFeed_isRefused() {
    assertThatThrownBy(() -> recorder.record("tea\nx", packs(0, 1), ErrorBehaviour.ROLLBACK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closed_takesNothingMore() {
    recorder.close();

    assertThatThrownBy(() -> recorder.record("tea", packs(0, 1), ErrorBehaviour.ROLLBACK))
        .isInstanceOf(CaptureException.Stopped.class);
  }
}

package org.bricscodes.capture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.capture.Documents.event;
import static org.bricscodes.capture.Documents.packs;
import static org.bricscodes.capture.Documents.parsed;
import static org.bricscodes.capture.Documents.uuid;
import static org.bricscodes.capture.TestRecorder.archive;
import static org.bricscodes.capture.TestRecorder.await;
import static org.bricscodes.capture.TestRecorder.index;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several writers over one store, whose engine promises no more than the contract. */
final class AdoptionTest {

  private static final long SEED = 20_261_127;
  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path directory = Path.of("");

  private final InMemoryStore rows = new InMemoryStore(CaptureTables.all());
  private final Store store = HalfwayStore.living(rows, new Random(SEED));
  private final AtomicLong millis = new AtomicLong(TestRecorder.NOW.toEpochMilli());
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.addAndGet(7));
  private final NodeLogs logs = new NodeLogs(store, new Random(1));

  @BeforeEach
  void serviceHasBegun() {
    recorder(store, 0).close();
  }

  @Test
  void eventsOfNodesAndOfTheService_comeIntoOneOrder() throws Exception {
    int b = logs.number("b");
    int c = logs.number("c");
    try (Recorder service = recorder(store, 0);
        Recorder inB = recorder(store, b);
        Recorder inC = recorder(store, c);
        Adoption adoption = adopt(store, service)) {
      for (int round = 0; round < 40; round++) {
        record(service, "tea", packs(3 * round, 3 * round + 3));
        record(inB, "silk", packs(2 * round, 2 * round + 2));
        record(inC, "wine", packs(round, round + 1));
      }
      awaitAdopted(service, 240);

      assertThat(adoption.failure()).isNull();
      assertThat(service.size()).isEqualTo(240);
      requireOneOrder(240, Map.of("tea", 120, "silk", 80, "wine", 40));
    }
  }

  @Test
  void eventOfANode_isSeenWithItsPlaceInTheService_andNotBeforeItHasOne() throws Exception {
    int b = logs.number("b");
    try (Recorder inB = recorder(store, b)) {
      record(inB, "silk", packs(7, 8));
      EventArchive archive = archive(store);

      assertThat(archive.size()).isZero();
      assertThat(archive.byEventID(uuid(7))).isEmpty();
      assertThat(archive.place("silk", uuid(7)))
          .hasValueSatisfying(place -> assertThat(place.sequence()).isEqualTo(Sequences.of(b, 0)));
      RecordedEvent own = archive.bySequence(Sequences.of(b, 0), 1).getFirst();
      assertThat(own.sequence()).isEqualTo(Sequences.of(b, 0));

      try (Recorder service = recorder(store, 0);
          Adoption _ = adopt(store, service)) {
        record(service, "tea", packs(1, 3));
        long before = service.mentions().now();
        awaitAdopted(service, 3);

        RecordedEvent seen = archive.byEventID(uuid(7)).getFirst();
        assertThat(seen.sequence()).isLessThan(3);
        assertThat(seen.recordTime()).isAfter(own.recordTime());
        assertThat(seen.event()).isEqualTo(own.event());
        assertThat(archive.place("silk", uuid(7)))
            .contains(new Place(seen.sequence(), seen.recordTime()));
        assertThat(archive.bySequence(seen.sequence(), 1).getFirst().eventID()).isEqualTo(uuid(7));
        int[] slots =
            service.mentions().slots(List.of("https://id.gs1.org/01/09521234543213/21/P7"));
        assertThat(seen.sequence() < 2 || service.mentions().anySince(slots, before - 1)).isTrue();
      }
    }
  }

  @Test
  void logOfANode_holdsItsOwnEventsAsItRecordedThem() throws Exception {
    int b = logs.number("b");
    SignerKey key = SignerKey.generate("log.example/trace/b", new Random(2));
    SequencerOptions fast = new SequencerOptions(Duration.ZERO, 2, 100);
    try (Recorder service = recorder(store, 0);
        Adoption _ = adopt(store, service);
        Recorder inB = recorder(store, b);
        TransparencyLog log = log(key);
        Sequencer sequencer = Sequencer.start(store, index(store), inB, log, fast)) {
      record(service, "tea", packs(0, 5));
      record(inB, "silk", packs(0, 4));
      awaitAdopted(service, 9);

      assertThat(sequencer.awaitLogged(3, LONG)).isTrue();
      assertThat(log.checkpoint().size()).isEqualTo(4);
      RetainedEvents retained = new RetainedEvents(archive(store), b);
      for (int i = 0; i < 4; i++) {
        assertThat(retained.check(i, log.entry(i))).isEmpty();
      }
      assertThat(new RetainedEvents(archive(store)).check(0, log.entry(0))).isPresent();
    }
    try (TransparencyLog log = log(key)) {
      assertThat(Sequencer.catchUp(store, index(store), b, log, fast)).isZero();
    }
  }

  @Test
  @SuppressWarnings("try") // closing in the middle is the point
  void serviceThatDiesAtEveryPartition_adoptsEachEventOnce() throws Exception {
    int b = logs.number("b");
    int adopted = CaptureTables.BUCKET - 5; // so that what is left lies in two partitions
    int events = adopted + 12;
    try (Recorder inB = recorder(store, b);
        Recorder service = recorder(store, 0);
        Adoption adoption = adopt(store, service)) {
      recordMany(inB, adopted);
      awaitAdopted(service, adopted);
      adoption.close();
      record(inB, "silk", packs(adopted, events));
    }
    int deaths = 0;
    boolean died = true;
    for (int written = 0; died; written++) {
      InMemoryStore copy = copy(rows);
      HalfwayStore dying = new HalfwayStore(copy, written, new Random(SEED + written));
      try (Recorder service = recorder(dying, 0);
          Adoption adoption = adopt(dying, service)) {
        awaitEnd(service, adoption, events);
      } catch (StoreException.Unavailable e) {
        assertThat(e).hasMessage("the process died"); // while it was opened
      }
      died = dying.isDead();
      deaths += died ? 1 : 0;

      Store next = HalfwayStore.living(copy, new Random(SEED));
      try (Recorder service = recorder(next, 0);
          Adoption _ = adopt(next, service)) {
        awaitAdopted(service, events);
        record(service, "tea", packs(0, 3));
        assertThat(service.size()).as("after %d partitions", written).isEqualTo(events + 3);
        requireOneOrder(next, events + 3, Map.of("silk", events, "tea", 3));
      }
    }
    assertThat(deaths).isGreaterThan(5);
  }

  @Test
  void nodeThatDiesAtEveryPartition_losesNothingAcknowledged_andWhatWasNotIsNeverAdopted()
      throws Exception {
    int b = logs.number("b");
    int acknowledged = CaptureTables.BUCKET - 3; // so that a group lies in two partitions
    try (Recorder inB = recorder(rows, b)) {
      recordMany(inB, acknowledged);
    }
    int deaths = 0;
    boolean died = true;
    for (int written = 1; died; written++) {
      InMemoryStore copy = copy(rows);
      HalfwayStore dying = new HalfwayStore(copy, written, new Random(SEED + written));
      Store living = HalfwayStore.living(copy, new Random(SEED));
      try (Recorder service = recorder(living, 0);
          Adoption adoption = adopt(living, service)) {
        boolean told = true;
        try (Recorder inB = recorder(dying, b)) {
          inB.record("silk", packs(acknowledged, acknowledged + 6), ErrorBehaviour.ROLLBACK)
              .toCompletableFuture()
              .join();
        } catch (CompletionException e) {
          told = false;
        }
        died = dying.isDead();
        deaths += died ? 1 : 0;
        awaitAdopted(service, acknowledged);

        try (Recorder heir = recorder(living, b)) {
          List<EventOutcome> again =
              record(heir, "silk", packs(acknowledged - 1, acknowledged + 9));
          assertThat(again).hasSize(10);
          if (told) {
            assertThat(again.subList(0, 7))
                .allSatisfy(it -> assertThat(it).isInstanceOf(EventOutcome.Duplicate.class));
          }
          awaitAdopted(service, acknowledged + 9);
          Thread.sleep(5);
          assertThat(service.size()).as("after %d", written).isEqualTo(acknowledged + 9);
        }
        assertThat(adoption.failure()).isNull();
        requireOneOrder(living, acknowledged + 9, Map.of("silk", acknowledged + 9));
      }
    }
    assertThat(deaths).isGreaterThan(20);
  }

  @Test
  void eventIDTakenInOneLog_isTakenForTheParty_whoeverIsAsked() throws Exception {
    int b = logs.number("b");
    try (Recorder inB = recorder(store, b)) {
      record(inB, "silk", packs(1, 2));
    }
    try (Recorder service = recorder(store, 0)) {
      assertThat(record(service, "silk", packs(1, 2)))
          .singleElement()
          .isInstanceOf(EventOutcome.Duplicate.class);
      assertThat(record(service, "silk", parsed(event(uuid(1), 5, 9))))
          .singleElement()
          .isInstanceOf(EventOutcome.Refused.class);
      assertThat(service.size()).isZero();
    }
  }

  @Test
  void eventThatWasErasedBeforeItHadAPlace_keepsItsPlaceAndItsEntry() throws Exception {
    int b = logs.number("b");
    SequenceRow second;
    try (Recorder inB = recorder(store, b)) {
      record(inB, "silk", packs(0, 3));
      second = new SequenceRows(store, b).from(1, 1).getFirst();
      await(store.write(List.of(new Write.Delete(CaptureTables.event(second.recordId())))));
    }
    try (Recorder service = recorder(store, 0);
        Adoption _ = adopt(store, service)) {
      awaitAdopted(service, 3);

      assertThat(archive(store).bySequence(0, 3))
          .extracting(RecordedEvent::sequence)
          .containsExactly(0L, 2L);
      assertThat(new SequenceRows(store, 0).from(1, 1).getFirst().commitment())
          .isEqualTo(second.commitment());
    }
  }

  @Test
  void recallOfAProductInANodesLog_outdatesWhatWasSaidOfTheProduct() throws Exception {
    int b = logs.number("b");
    String recall =
        """
        {"type":"ObjectEvent","eventID":"%s","eventTime":"2026-03-04T05:06:07Z",
         "eventTimeZoneOffset":"+08:00","action":"OBSERVE","disposition":"recalled",
         "quantityList":[{"epcClass":"https://id.gs1.org/01/09521234543213"}]}\
        """
            .formatted(uuid(1));
    try (Recorder service = recorder(store, 0);
        Recorder inB = recorder(store, b)) {
      int[] watched =
          service
              .mentions()
              .slots(List.of(RecallTerms.watched("https://id.gs1.org/01/09521234543213")));
      long before = service.mentions().now();
      record(inB, "silk", parsed(recall));
      assertThat(service.mentions().anySince(watched, before)).isFalse();
      try (Adoption _ = adopt(store, service)) {
        awaitAdopted(service, 1);
      }
      assertThat(service.mentions().anySince(watched, before)).isTrue();
    }
  }

  @Test
  void logThatDoesNotRead_isSetAside_andTheOthersGoOn() throws Exception {
    int b = logs.number("b");
    int c = logs.number("c");
    try (Recorder inB = recorder(store, b);
        Recorder inC = recorder(store, c);
        Recorder service = recorder(store, 0)) {
      record(inB, "silk", packs(0, 3));
      byte[] second = new SequenceRows(store, b).from(1, 1).getFirst().recordId();
      await(store.write(List.of(new Write.Put(CaptureTables.event(second), new byte[] {99}))));
      record(inC, "wine", packs(0, 3));
      try (Adoption adoption = adopt(store, service)) {
        awaitAdopted(service, 3);
        while (adoption.trouble().isEmpty()) {
          Thread.sleep(1);
        }
        record(inC, "wine", packs(3, 4));
        record(service, "tea", packs(0, 1));
        awaitAdopted(service, 5);

        assertThat(adoption.failure()).isNull();
        assertThat(adoption.trouble())
            .isEqualTo("log number 1 is set aside: a stored event does not read");
        requireOneOrder(5, Map.of("wine", 4, "tea", 1));
      }
    }
  }

  @Test
  void headThatTheStoreHadNoRoomFor_isSaidAgain() throws Exception {
    int b = logs.number("b");
    AtomicInteger refusals = new AtomicInteger(3);
    Store crowded =
        new ForwardingStore(store) {
          @Override
          public CompletionStage<@Nullable Void> write(List<Write> writes) {
            boolean head = writes.getFirst().key().table().equals(CaptureTables.HEAD);
            boolean begins =
                head && writes.getFirst() instanceof Write.Put put && put.value()[7] == 0;
            return head && !begins && refusals.getAndDecrement() > 0
                ? CompletableFuture.failedFuture(new StoreException.Overloaded())
                : super.write(writes);
          }
        };
    try (Recorder inB = recorder(crowded, b);
        Recorder service = recorder(store, 0);
        Adoption _ = adopt(store, service)) {
      record(inB, "silk", packs(0, 3));
      awaitAdopted(service, 3);

      assertThat(refusals.get()).isLessThan(0);
    }
  }

  @Test
  void nodeThatWouldRecordBeforeTheServiceEverDid_isRefused() {
    InMemoryStore fresh = new InMemoryStore(CaptureTables.all());

    assertThatThrownBy(() -> new NodeLogs(fresh, new Random(1)).number("b"))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> recorder(fresh, 1))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage("the service itself has not recorded in this store yet: start it first");
  }

  @Test
  void jobsOfBefore_haveTheServiceForTheirPartysHome() {
    InMemoryStore fresh = new InMemoryStore(CaptureTables.all());
    JobId id = JobId.next(TestRecorder.NOW, new Random(1));
    CaptureJob job =
        new CaptureJob(id.toString(), "silk", TestRecorder.NOW, ErrorBehaviour.ROLLBACK, null);
    await(
        new JobRows(fresh, 0).accept(id, job, Documents.document(event(uuid(1), 1, 1)), List.of()));

    recorder(fresh, 0).close();

    assertThat(new Homes(fresh, new Random(2)).known("silk")).hasValue(0);
  }

  /** With the one log there is. */
  private static InMemoryStore copy(InMemoryStore rows) {
    InMemoryStore copy = HalfDoneGroupTest.copy(rows);
    assertThat(new NodeLogs(copy, new Random(1)).number("b")).isEqualTo(1);
    return copy;
  }

  private Recorder recorder(Store over, int writer) {
    RecorderOptions options = new RecorderOptions(512, 20_000, 64 << 20);
    return Recorder.open(over, index(over), writer, options, clock, new Random(SEED + writer));
  }

  private static Adoption adopt(Store over, Recorder service) {
    return Adoption.start(over, index(over), service, new EpcisJson(EpcisLimits.DEFAULT), OFTEN);
  }

  private TransparencyLog log(SignerKey key) {
    return TransparencyLog.open(
        directory.resolve("b"), key, LogOptions.standard(clock, new Random(4)));
  }

  private static List<EventOutcome> record(
      Recorder recorder, String party, List<ParsedEvent> events) {
    return await(recorder.record(party, events, ErrorBehaviour.ROLLBACK));
  }

  private static void recordMany(Recorder inB, int count) {
    for (int i = 0; i < count; i += 512) {
      record(inB, "silk", packs(i, Math.min(count, i + 512)));
    }
  }

  private static void awaitAdopted(Recorder service, long size) throws InterruptedException {
    assertThat(service.awaitRecorded(size - 1, LONG)).isTrue();
  }

  /** Until all is adopted, or it has died. */
  private static void awaitEnd(Recorder service, Adoption adoption, long size)
      throws InterruptedException {
    while (service.size() < size && adoption.failure() == null && service.stopped() == null) {
      Thread.sleep(1);
    }
  }

  private void requireOneOrder(int size, Map<String, Integer> parties) {
    requireOneOrder(store, size, parties);
  }

  /** Every place holds another event, record time never goes back, and entries are commitments. */
  private static void requireOneOrder(Store over, int size, Map<String, Integer> parties) {
    EventArchive archive = archive(over);
    assertThat(archive.size()).isEqualTo(size);
    List<RecordedEvent> events = new ArrayList<>();
    for (int from = 0; from < size; from += 1_000) {
      events.addAll(archive.bySequence(from, Math.min(1_000, size - from)));
    }
    assertThat(events).hasSize(size);
    List<SequenceRow> sequence = new SequenceRows(over, 0).from(0, size + 1);
    assertThat(sequence).hasSize(size);
    Map<String, List<Integer>> packs = new HashMap<>();
    Instant before = Instant.EPOCH;
    for (int i = 0; i < size; i++) {
      RecordedEvent event = events.get(i);
      assertThat(event.sequence()).isEqualTo(i);
      assertThat(event.recordTime()).isAfterOrEqualTo(before);
      assertThat(EventCommitment.of(event).bytes()).isEqualTo(sequence.get(i).commitment());
      RecordedEvent found = requireNonNull(archive.byRecordId(sequence.get(i).recordId()));
      assertThat(found.sequence()).isEqualTo(i);
      assertThat(found.recordTime()).isEqualTo(event.recordTime());
      assertThat(archive.place(event.party(), event.eventID()))
          .isEqualTo(Optional.of(new Place(i, event.recordTime())));
      String id = event.eventID();
      packs
          .computeIfAbsent(event.party(), party -> new ArrayList<>())
          .add(Integer.parseInt(id.substring(id.length() - 12)));
      before = event.recordTime();
    }
    Map<String, Integer> counts = new HashMap<>();
    packs.forEach(
        (party, numbers) -> {
          counts.put(party, numbers.size());
          // Each party's events in the order it recorded them, each once.
          assertThat(numbers).isSorted().doesNotHaveDuplicates();
        });
    assertThat(counts).isEqualTo(parties);
  }
}

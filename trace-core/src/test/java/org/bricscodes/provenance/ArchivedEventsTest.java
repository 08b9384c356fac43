package org.bricscodes.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.Recorder;
import org.bricscodes.capture.RecorderOptions;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.provenance.EventSource.Found;
import org.bricscodes.provenance.EventSource.Question;
import org.bricscodes.store.CountedScans;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ArchivedEventsTest {

  private static final String PACK = "https://id.gs1.org/01/09521234543213/21/P";
  private static final String LOT = "https://id.gs1.org/01/09521234543213/10/L";
  private static final String CASE = "https://id.gs1.org/00/095212345678901235";
  private static final String PALLET = "https://id.gs1.org/00/095212345678901242";

  private final InMemoryStore store = new InMemoryStore(CaptureTables.all());
  private final CountedScans counted = new CountedScans(store);
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
  private final Recorder recorder =
      Recorder.open(
          store,
          new TermIndex(store, CaptureTables.TERM),
          RecorderOptions.DEFAULT,
          InstantSource.system(),
          new Random(1));
  private final ArchivedEvents events =
      new ArchivedEvents(
          new EventArchive(counted, new TermIndex(counted, CaptureTables.TERM)),
          reader,
          EventCache.NONE);

  @AfterEach
  void close() {
    recorder.close();
  }

  /** Over a cluster each question is a way there and back. */
  @Test
  void walk_fromAPackToItsPallet_asksForPostingsThreeTimes() {
    record(object(1, PACK));
    record(packed(2, PACK, CASE, "ADD"));
    record(packed(3, CASE, PALLET, "ADD"));
    record(object(4, PALLET));
    record(packed(5, CASE, PALLET, "DELETE"));
    record(packed(6, PACK, CASE, "DELETE"));
    record(object(7, PACK));

    Trace trace = new TraceGraph(events).ofItem(PACK, LOT);

    assertThat(trace.events())
        .extracting(traced -> minute(traced.event().eventTime()))
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    // Pack and lot; when the pack left the case, and with that all of the case; the pallet so too.
    assertThat(counted.count()).isEqualTo(3);
  }

  @Test
  void findEach_answersAreThoseOfFind_whetherEventsAreReadTogetherOrNot() {
    List<Question> questions = new ArrayList<>();
    for (int thing = 0; thing < 12; thing++) {
      String epc = PACK + thing;
      for (int minute = 0; minute < 20 * thing; minute++) {
        record(object(minute, epc));
      }
      questions.add(new Question(EventTerms.anyEpc(epc), Instant.MIN, Instant.MAX, 1_000));
      questions.add(new Question(EventTerms.anyEpc(epc), time(3), time(50), 10));
      questions.add(new Question(List.of("bizStep=none"), Instant.MIN, Instant.MAX, 10));
    }

    Iterator<List<Found>> answers = events.forAMoment().findEach(questions);

    for (int i = 0; i < questions.size(); i++) {
      Question one = questions.get(i);
      List<Found> alone = events.find(one.terms(), one.from(), one.to(), one.limit());
      int thing = i / 3;
      int all =
          i % 3 == 0 ? 20 * thing : i % 3 == 1 ? Math.min(10, Math.max(0, 20 * thing - 3)) : 0;
      assertThat(alone).hasSize(all);
      assertThat(answers.hasNext()).isTrue();
      assertThat(sequences(answers.next())).as("question %d", i).isEqualTo(sequences(alone));
    }
    assertThat(answers.hasNext()).isFalse();
    assertThatThrownBy(answers::next).isInstanceOf(NoSuchElementException.class);
  }

  /** What could not be read is not what is not there. */
  @Test
  void findEach_aReadThatFails_isMadeAgainByTheNextCall() {
    record(object(1, PACK));
    AtomicBoolean fails = new AtomicBoolean(true);
    Store failing =
        new ForwardingStore(store) {
          @Override
          public List<byte @Nullable []> getAll(List<Key> keys) {
            if (fails.getAndSet(false)) {
              throw new StoreException.Unavailable("not just now");
            }
            return super.getAll(keys);
          }
        };
    ArchivedEvents source =
        new ArchivedEvents(
            new EventArchive(failing, new TermIndex(failing, CaptureTables.TERM)),
            reader,
            EventCache.NONE);
    Question pack = new Question(EventTerms.anyEpc(PACK), Instant.MIN, Instant.MAX, 10);

    Iterator<List<Found>> answers = source.findEach(List.of(pack, pack));

    assertThatThrownBy(answers::next).isInstanceOf(StoreException.Unavailable.class);
    assertThat(answers.next()).hasSize(1);
    assertThat(answers.next()).hasSize(1);
  }

  @Test
  void forAMoment_readsAThingOnce_andTheNextMomentSeesWhatCame() {
    record(object(1, PACK));
    EventSource moment = events.forAMoment();
    assertThat(all(moment)).hasSize(1);
    int before = counted.count();

    record(object(2, PACK));

    assertThat(all(moment)).hasSize(1);
    assertThat(counted.count()).isEqualTo(before);
    assertThat(all(events.forAMoment())).hasSize(2);
    assertThat(all(events)).hasSize(2);
  }

  /** A page of a thing has room for 48 rows. */
  @Test
  void thingWithALongHistory_isFoundWhole_alsoWithinAMoment() {
    for (int minute = 0; minute < 60; minute++) {
      record(object(minute, PACK));
    }
    record(packed(100, PACK, CASE, "ADD"));
    record(packed(101, "https://id.gs1.org/01/09521234543213/21/C", PACK, "ADD"));
    EventSource moment = events.forAMoment();

    assertThat(all(moment)).hasSize(62);
    assertThat(minutes(moment.find(List.of("parent=" + PACK), Instant.MIN, Instant.MAX, 10)))
        .containsExactly(101);
    assertThat(minutes(moment.find(EventTerms.anyEpc(PACK), time(58), time(100), 10)))
        .containsExactly(58, 59, 100);
  }

  private static List<Found> all(EventSource source) {
    return source.find(EventTerms.anyEpc(PACK), Instant.MIN, Instant.MAX, 1_000);
  }

  private static List<Long> sequences(List<Found> found) {
    return found.stream().map(event -> event.recorded().sequence()).toList();
  }

  private static List<Integer> minutes(List<Found> found) {
    return found.stream().map(event -> minute(event.event().eventTime())).toList();
  }

  private static Instant time(int minute) {
    return Instant.parse("2026-03-04T00:00:00Z").plusSeconds(60L * minute);
  }

  private static int minute(Instant time) {
    return (int) ((time.getEpochSecond() - time(0).getEpochSecond()) / 60);
  }

  private static String object(int minute, String epc) {
    return """
    {"type":"ObjectEvent","eventTime":"%s","eventTimeZoneOffset":"+00:00",
     "epcList":["%s"],"action":"OBSERVE"}\
    """
        .formatted(time(minute), epc);
  }

  private static String packed(int minute, String child, String parent, String action) {
    return """
    {"type":"AggregationEvent","eventTime":"%s","eventTimeZoneOffset":"+00:00",
     "parentID":"%s","childEPCs":["%s"],"action":"%s"}\
    """
        .formatted(time(minute), parent, child, action);
  }

  private void record(String event) {
    byte[] document =
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
         "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-03-04T05:06:07Z",
         "epcisBody":{"eventList":[%s]}}\
        """
            .formatted(event)
            .getBytes(UTF_8);
    StoreAnswer.await(
        recorder.record("tea", reader.parse(document).events(), ErrorBehaviour.ROLLBACK));
  }
}

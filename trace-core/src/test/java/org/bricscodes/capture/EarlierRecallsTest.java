package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.capture.Documents.event;
import static org.bricscodes.capture.Documents.parsed;
import static org.bricscodes.capture.Documents.uuid;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Posting;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Term;
import org.bricscodes.store.Write;
import org.junit.jupiter.api.Test;

/** Events that were recorded before there were terms of recalls. */
final class EarlierRecallsTest {

  private static final String TEA = "https://id.gs1.org/01/09521234543213";
  private static final String PACK = TEA + "/21/P3";
  private static final List<String> TERMS =
      List.of(
          RecallTerms.of(PACK, "tea"),
          RecallTerms.within(TEA, "tea"),
          RecallTerms.toldWithin(TEA, "tea"));

  private final InMemoryStore store = new InMemoryStore(CaptureTables.all());

  /** 1,200 events, three of which speak of a recall; then their terms are taken away. */
  private void record() {
    List<ParsedEvent> events = new ArrayList<>(Documents.packs(10, 1_207));
    events.add(3, parsed(event(uuid(1), 3, 3).replace("\"bizStep\"", RECALLED)).getFirst());
    events.add(700, parsed(event(uuid(2), 3, 700).replace("\"bizStep\"", LIFTED)).getFirst());
    events.add(parsed(event(uuid(3), 3, 1).replace("\"bizStep\"", ESCAPED)).getFirst());
    try (Recorder recorder = TestRecorder.recorder(store)) {
      for (int from = 0; from < events.size(); from += 500) {
        TestRecorder.record(recorder, events.subList(from, Math.min(events.size(), from + 500)));
      }
    }
    for (String term : TERMS) {
      assertThat(minutes(term)).as(term).hasSize(3);
      for (Posting posting : postings(term)) {
        List<Write> gone =
            TestRecorder.index(store)
                .erasures(posting.id(), posting.timeMicros(), List.of(Term.sparse(term)));
        StoreAnswer.await(store.write(gone));
      }
      assertThat(postings(term)).as(term).isEmpty();
    }
  }

  private static final String RECALLED = "\"disposition\":\"recalled\",\"bizStep\"";
  private static final String LIFTED =
      "\"persistentDisposition\":{\"unset\":[\"recalled\"]},\"bizStep\"";
  private static final String ESCAPED = "\"disposition\":\"rec\\u0061lled\",\"bizStep\"";

  @Test
  void recallsRecordedBefore_areFoundByTheirTerms_afterOnePassOverAllEvents() {
    record();

    EarlierRecalls first = earlier(store);
    first.step();
    assertThat(first.isDone()).isFalse();
    assertThat(minutes(TERMS.getFirst())).as("a page of 50").containsExactly(3L);
    int steps = finish(earlier(store)); // another process goes on

    assertThat(steps).isEqualTo(23);
    for (String term : TERMS.subList(0, 2)) {
      assertThat(minutes(term)).as(term).containsExactly(1L, 3L, 700L);
    }
    assertThat(postings(TERMS.getLast()))
        .as("by when they were recorded")
        .extracting(Posting::timeMicros)
        .containsOnly(PreparedEvent.micros(TestRecorder.NOW));
    assertThat(finish(earlier(store))).as("every later start").isZero();
  }

  @Test
  void withoutThem_nothingElseIsWritten() {
    try (Recorder recorder = TestRecorder.recorder(store)) {
      TestRecorder.record(recorder, Documents.packs(0, 5));
    }

    assertThat(finish(earlier(store))).isEqualTo(1);
    assertThat(postings(EventTerms.party("tea"))).hasSize(5);
    assertThat(postings(TERMS.get(1))).isEmpty();
  }

  private static EarlierRecalls earlier(Store store) {
    return new EarlierRecalls(store, TestRecorder.index(store), new EpcisJson(EpcisLimits.DEFAULT));
  }

  private static int finish(EarlierRecalls earlier) {
    int steps = 0;
    while (!earlier.isDone()) {
      earlier.step();
      steps++;
    }
    return steps;
  }

  private List<Long> minutes(String term) {
    long midnight = 1_772_582_400L;
    return postings(term).stream()
        .map(posting -> (posting.timeMicros() / 1_000_000 - midnight) / 60)
        .toList();
  }

  private List<Posting> postings(String term) {
    return TestRecorder.postings(store, term);
  }
}

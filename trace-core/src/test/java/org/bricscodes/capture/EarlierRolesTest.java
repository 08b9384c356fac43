package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.store.CountedScans;
import org.bricscodes.store.DyingStore;
import org.bricscodes.store.DyingStore.Moment;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.bricscodes.store.Posting;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.TermScan;
import org.bricscodes.store.Write;
import org.junit.jupiter.api.Test;

/** A store whose events were recorded when each role of a thing was a partition of its own. */
final class EarlierRolesTest {

  private static final EpcisJson READER = new EpcisJson(EpcisLimits.DEFAULT);
  private static final int AT_ONCE = 500;
  private static final Key MARK =
      Key.of(CaptureTables.LAYOUT, "roles".getBytes(StandardCharsets.US_ASCII));

  private final InMemoryStore store = new InMemoryStore(CaptureTables.all());
  private final TermIndex index = TestRecorder.index(store);

  /** Records packs; then their rows are laid out as they were. Returns the terms of roles. */
  private List<String> recordAsEarlier(int first, int count) {
    List<ParsedEvent> events = new ArrayList<>();
    try (Recorder recorder = TestRecorder.recorder(store)) {
      for (int at = first; at < first + count; at += AT_ONCE) {
        List<ParsedEvent> some = Documents.packs(at, Math.min(at + AT_ONCE, first + count));
        TestRecorder.record(recorder, some);
        events.addAll(some);
      }
    }
    return asEarlier(events, count);
  }

  private List<String> asEarlier(List<ParsedEvent> events, int count) {
    List<String> terms = new ArrayList<>();
    for (ParsedEvent event : events) {
      for (String term : EventTerms.of(event.event())) {
        if (EventTerms.role(term) > 0) {
          terms.add(term);
          for (Posting posting : postings(term)) {
            List<Write> writes = new ArrayList<>();
            writes.addAll(
                index.writes(posting.id(), posting.timeMicros(), List.of(Term.sparse(term))));
            writes.addAll(
                index.erasures(
                    posting.id(), posting.timeMicros(), List.of(CaptureTables.term(term))));
            StoreAnswer.await(store.write(writes));
          }
        }
      }
    }
    StoreAnswer.await(store.write(List.of(new Write.Delete(MARK))));
    assertThat(terms).hasSizeGreaterThanOrEqualTo(count);
    assertThat(terms).allSatisfy(term -> assertThat(postings(term)).as(term).isEmpty());
    return terms;
  }

  @Test
  void eventsOfAnEarlierLayout_areFoundByWhatTheyName_andTheirRowsAreGone() {
    List<String> terms = recordAsEarlier(10, 450);

    EarlierRoles.finish(store, index, READER);

    for (String term : terms) {
      assertThat(postings(term)).as(term).isNotEmpty();
      assertThat(index.scan(TermScan.newest(Term.sparse(term), 10)).postings()).as(term).isEmpty();
    }
  }

  @Test
  void whoOnlyReads_isRefused_untilThatIsDone() {
    recordAsEarlier(10, 3);

    assertThatThrownBy(() -> EarlierRoles.requireDone(store))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage(
            "events were recorded here by an earlier version, whose index is laid out in another"
                + " way: the node that records for the service brings it up to date when it"
                + " starts");
    EarlierRoles.finish(store, index, READER);
    assertThatCode(() -> EarlierRoles.requireDone(store)).doesNotThrowAnyException();
  }

  @Test
  void emptyStore_needsNothing_andIsNeverLookedThroughLater() {
    assertThatCode(() -> EarlierRoles.requireDone(store)).doesNotThrowAnyException();
    EarlierRoles.finish(store, index, READER);
    try (Recorder recorder = TestRecorder.recorder(store)) {
      TestRecorder.record(recorder, Documents.packs(0, 5));
    }

    CountedScans counted = new CountedScans(store);
    EarlierRoles.finish(counted, TestRecorder.index(counted), READER);

    assertThat(counted.count()).isZero();
  }

  /** Whichever write is the last, the next start does what is left. */
  @Test
  void stoppedAtAnyWrite_nextStartGoesOn() {
    List<String> terms = recordAsEarlier(10, 450);
    int lives = 0;
    for (boolean done = false; !done; lives++) {
      Moment[] moments = Moment.values();
      Store dying = new DyingStore(store, 2 + lives % 6, moments[lives % moments.length]);
      try {
        EarlierRoles.finish(dying, TestRecorder.index(dying), READER);
        done = true;
      } catch (StoreException.Unavailable e) {
        assertThat(e).hasMessage("the process died");
      }
      assertThat(lives).as("lives").isLessThan(40);
    }

    assertThat(lives).isGreaterThan(2);
    assertThat(terms).allSatisfy(term -> assertThat(postings(term)).as(term).isNotEmpty());
  }

  /** A call goes partition by partition there, and what of it was written stays. */
  @Test
  void stoppedAmidACall_nextStartGoesOn_inANodesLogToo() {
    List<ParsedEvent> tea = Documents.packs(100, 300);
    List<ParsedEvent> silk = Documents.packs(400, 600);
    record(0, "tea", tea);
    record(new NodeLogs(store, new Random(1)).number("b"), "silk", silk);
    List<String> terms = asEarlier(tea, 200);
    terms.addAll(asEarlier(silk, 200));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int lives = 0;
    for (boolean done = false; !done; lives++) {
      Store dying = new HalfwayStore(store, 120 + random.nextInt(200), random);
      try {
        EarlierRoles.finish(dying, TestRecorder.index(dying), READER);
        done = true;
      } catch (StoreException.Unavailable e) {
        assertThat(e).hasMessage("the process died");
      }
      assertThat(lives).as("lives, seed %d", seed).isLessThan(40);
    }

    assertThat(lives).as("seed %d", seed).isGreaterThan(2);
    for (String term : terms) {
      assertThat(postings(term)).as("%s, seed %d", term, seed).hasSize(1);
      assertThat(index.scan(TermScan.newest(Term.sparse(term), 10)).postings())
          .as("%s as earlier, seed %d", term, seed)
          .isEmpty();
    }
  }

  @Test
  void eventsInNodeLogsAlone_areWork() {
    TestRecorder.recorder(store).close(); // has begun
    List<ParsedEvent> silk = Documents.packs(400, 402);
    record(new NodeLogs(store, new Random(1)).number("b"), "silk", silk);
    asEarlier(silk, 2);

    assertThat(EarlierRoles.hasWork(store)).isTrue();
  }

  @Test
  void eventsOfANodesLog_adoptedOrNot_areFound_andOneThatIsGoneIsFoundWhenItIsBack() {
    TestRecorder.recorder(store).close(); // has begun
    NodeLogs logs = new NodeLogs(store, new Random(1));
    int b = logs.number("b");
    int c = logs.number("c");
    List<ParsedEvent> tea = Documents.packs(100, 160);
    List<ParsedEvent> silk = Documents.packs(200, 260);
    List<ParsedEvent> wine = Documents.packs(300, 303);
    record(0, "tea", tea);
    record(b, "silk", silk);
    record(c, "wine", wine);
    List<String> terms = asEarlier(tea, 60);
    terms.addAll(asEarlier(silk, 60));
    terms.addAll(asEarlier(wine, 3));
    String lost = "epc=https://id.gs1.org/01/09521234543213/21/P301";
    assertThat(terms).contains(lost);
    Key second = CaptureTables.event(new SequenceRows(store, c).from(1, 1).getFirst().recordId());
    byte[] event = Objects.requireNonNull(store.get(second));
    StoreAnswer.await(store.write(List.of(new Write.Put(second, new byte[] {99}))));
    Key gone = CaptureTables.sequence(Sequences.of(c, 1));
    byte[] place = Objects.requireNonNull(store.get(gone));
    StoreAnswer.await(store.write(List.of(new Write.Delete(gone))));

    EarlierRoles.finish(store, index, READER);

    terms.remove(lost);
    assertThat(terms).allSatisfy(term -> assertThat(postings(term)).as(term).isNotEmpty());
    assertThat(postings(lost)).isEmpty();
    assertThat(EarlierRoles.hasWork(store)).isFalse();

    for (Write mended :
        List.of(new Write.Put(gone, place), new Write.Delete(second), new Write.Put(gone, place))) {
      EarlierRoles.finish(store, index, READER);
      assertThat(store.get(MARK)).as("still to look at").hasSize(18);
      StoreAnswer.await(store.write(List.of(mended)));
    }
    StoreAnswer.await(store.write(List.of(new Write.Put(second, event))));
    EarlierRoles.finish(store, index, READER);

    assertThat(postings(lost)).as("when it reads again").hasSize(1);
    assertThat(store.get(MARK)).as("nothing is left to look at again").hasSize(10);
  }

  /** Who reads the sequence takes that for its end. */
  @Test
  void placeThatIsGoneAtTheEndOfABucket_hidesNothingBehindIt() {
    int last = CaptureTables.BUCKET - 1;
    List<String> terms = recordAsEarlier(0, last + 4);
    Key gone = CaptureTables.sequence(last);
    StoreAnswer.await(store.write(List.of(new Write.Delete(gone))));

    EarlierRoles.finish(store, index, READER);

    String lost = "epc=https://id.gs1.org/01/09521234543213/21/P" + last;
    assertThat(terms).contains(lost);
    assertThat(terms)
        .allSatisfy(term -> assertThat(postings(term)).as(term).hasSize(term.equals(lost) ? 0 : 1));
    assertThat(store.get(MARK)).as("one place to look at again").hasSize(18);
  }

  @Test
  void eventThatDoesNotRead_isPassedOver_andTheOthersAreFound() {
    List<String> terms = recordAsEarlier(10, 60);
    Key broken = CaptureTables.event(new SequenceRows(store, 0).from(7, 1).getFirst().recordId());
    StoreAnswer.await(store.write(List.of(new Write.Put(broken, new byte[] {99}))));

    EarlierRoles.finish(store, index, READER);

    String lost = "epc=https://id.gs1.org/01/09521234543213/21/P17";
    assertThat(terms).contains(lost);
    assertThat(terms)
        .allSatisfy(term -> assertThat(postings(term)).as(term).hasSize(term.equals(lost) ? 0 : 1));
  }

  @Test
  void layoutOfALaterVersion_isRefused() {
    byte[] mark = {2, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    StoreAnswer.await(store.write(List.of(new Write.Put(MARK, mark))));

    assertThatThrownBy(() -> EarlierRoles.finish(store, index, READER))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessage("the index has layout 2, this program reads 1");
  }

  private void record(int writer, String party, List<ParsedEvent> events) {
    try (Recorder recorder =
        Recorder.open(
            store,
            index,
            writer,
            RecorderOptions.DEFAULT,
            TestRecorder.CLOCK,
            new Random(writer))) {
      TestRecorder.await(recorder.record(party, events, ErrorBehaviour.ROLLBACK));
    }
  }

  private List<Posting> postings(String term) {
    return TestRecorder.postings(store, term);
  }
}

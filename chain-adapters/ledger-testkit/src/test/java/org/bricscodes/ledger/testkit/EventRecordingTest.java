package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.EventFeed;
import org.bricscodes.anchoring.EventRecording;
import org.bricscodes.anchoring.LedgerStatus.EventStatus;
import org.bricscodes.anchoring.LedgerStatus.EventTrouble;
import org.bricscodes.anchoring.LedgerStatus.Outlook;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.testkit.FaultScript.Disturbance;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;

/** Single events on their way to a ledger. */
final class EventRecordingTest {

  private static final Duration STUCK = Duration.ofMinutes(5);

  private final SampleLog log = new SampleLog("log.example/events");
  private final VirtualClock clock = new VirtualClock();
  private final Store store = new InMemoryStore(Anchors.TABLES);
  private final Anchors anchors = new Anchors(store);
  private MemoryNetwork network = network(Capability.REPLACEMENT, Capability.CAN_REORGANISE);
  private long size = 5;

  @Test
  void events_allOfTheLog_becomeFinalInOrderWithReceipts() throws Exception {
    AnchorLoop loop = loop(0, FaultScript.calm());

    for (int i = 0; i < 4; i++) {
      pass(loop);
      network.settle();
    }

    assertThat(network.recorded()).containsExactlyElementsOf(records(0, 5));
    assertThat(status().recorded()).isEqualTo(5);
    assertThat(status().open()).isZero();
    for (long i = 0; i < 5; i++) {
      assertThat(anchors.eventReceipt(network.id(), i).orElseThrow().event()).isEqualTo(record(i));
    }
    assertThat(anchors.eventReceipt(network.id(), 5)).isEmpty();
    assertThat(anchors.latest(network.id()).orElseThrow().size()).isEqualTo(5);
  }

  @Test
  void events_fromNowOn_leaveOutWhatWasThereAlsoAfterARestart() throws Exception {
    AnchorLoop first = loop(-1, FaultScript.calm());
    pass(first);
    size = 7;

    AnchorLoop next = loop(-1, FaultScript.calm());
    for (int i = 0; i < 4; i++) {
      pass(next);
      network.settle();
    }

    assertThat(network.recorded()).containsExactlyElementsOf(records(5, 7));
  }

  @Test
  void events_moreThanTheWindow_goInTurns() throws Exception {
    size = 50;
    AnchorLoop loop = loop(0, FaultScript.calm());

    pass(loop);
    int open = status().open();
    for (int i = 0; i < 12; i++) {
      network.settle();
      pass(loop);
    }

    assertThat(open).isEqualTo(16);
    assertThat(network.recorded()).containsExactlyElementsOf(records(0, 50));
    assertThat(status().recorded()).isEqualTo(50);
  }

  @Test
  void event_answerLost_isThereOnce() throws Exception {
    AnchorLoop loop = loop(0, every(3, Operation.SUBMIT, When.AFTER));

    for (int i = 0; i < 20; i++) {
      pass(loop);
      network.mine();
    }
    network.settle();
    pass(loop);

    assertThat(network.recorded()).containsExactlyElementsOf(records(0, 5));
    assertThat(status().recorded()).isEqualTo(5);
  }

  @Test
  void crash_atEveryCall_recordsEachOnce() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    for (int life = 0; life < 60; life++) {
      int last = life;
      calls.set(0);
      AnchorLoop loop =
          loop(
              0,
              operation ->
                  calls.incrementAndGet() > last % 17
                      ? Optional.of(new Disturbance.Dies(last % 2 == 0 ? When.BEFORE : When.AFTER))
                      : Optional.empty());
      try {
        pass(loop);
      } catch (Crash crash) {
        clock.advance(Duration.ofMinutes(3));
      }
      network.mine();
    }
    AnchorLoop calm = loop(0, FaultScript.calm());
    for (int i = 0; i < 6; i++) {
      pass(calm);
      network.settle();
    }

    assertThat(status().recorded()).isEqualTo(5);
    assertThat(network.recorded()).containsExactlyInAnyOrderElementsOf(records(0, 5));
  }

  @Test
  void event_reorganisedAway_comesAgainAndIsCounted() throws Exception {
    size = 2;
    AnchorLoop loop = loop(0, FaultScript.calm());
    pass(loop);
    network.mine();
    pass(loop);

    network.reorganise(1, MemoryNetwork.Fate.VANISH);
    for (int i = 0; i < 4; i++) {
      pass(loop);
      network.settle();
    }

    assertThat(status().tally().reorganisations()).isEqualTo(2);
    assertThat(network.recorded()).containsExactlyInAnyOrderElementsOf(records(0, 2));
    assertThat(status().recorded()).isEqualTo(2);
  }

  @Test
  void event_stuck_isReplacedByTheSameRecordAndStandsOnce() throws Exception {
    size = 1;
    AnchorLoop loop = loop(0, FaultScript.calm());
    pass(loop);

    clock.advance(STUCK);
    pass(loop);
    int open = status().open();
    network.settle();
    pass(loop);
    pass(loop);

    assertThat(open).isEqualTo(2);
    assertThat(network.recorded()).containsExactly(record(0));
    assertThat(status().recorded()).isEqualTo(1);
    assertThat(status().tally().fees().orElseThrow().amount()).isEqualTo(113);
  }

  @Test
  void events_allStuck_areReplacedBeyondTheWindow() throws Exception {
    size = 20;
    AnchorLoop loop = loop(0, FaultScript.calm());
    pass(loop);

    clock.advance(STUCK);
    pass(loop);
    int open = status().open();
    for (int i = 0; i < 8; i++) {
      network.settle();
      pass(loop);
    }

    assertThat(open).isEqualTo(32);
    assertThat(network.recorded()).containsExactlyElementsOf(records(0, 20));
    assertThat(status().recorded()).isEqualTo(20);
  }

  @Test
  void event_thatCannotBeSentAgain_keepsNoneBehindItFromBeingFinal() throws Exception {
    size = 3;
    network = network();
    AtomicInteger calls = new AtomicInteger();
    AnchorLoop loop =
        loop(
            0,
            operation ->
                operation == Operation.SUBMIT
                        && calls.incrementAndGet() != 1
                        && calls.get() % 3 == 2
                    ? Optional.of(new Disturbance.Fails(When.BEFORE, Fault.TIMEOUT))
                    : Optional.empty());

    for (int i = 0; i < 30; i++) {
      pass(loop);
      network.settle();
    }

    assertThat(status().recorded()).isEqualTo(3);
    assertThat(network.recorded()).containsExactlyInAnyOrderElementsOf(records(0, 3));
  }

  /** The symptom: prepared again in the same pass, a fee a pass for nothing. */
  @Test
  void event_executedWithoutEffect_isNotTriedAgainAtOnce() throws Exception {
    network.rejectEvents(event -> event.index() == 2);
    AnchorLoop loop = loop(0, FaultScript.calm());
    pass(loop);
    network.settle();

    var _ = loop.pass();
    var _ = loop.pass();

    assertThat(status().recorded()).isEqualTo(4);
    assertThat(status().open()).isZero();
    assertThat(status().tally().attempts()).isEqualTo(5);
    EventTrouble trouble = status().trouble().orElseThrow();
    assertThat(trouble.index()).isEqualTo(2);
    assertThat(trouble.fault()).isEqualTo(Fault.REJECTED);
    assertThat(trouble.reason()).contains("executed without effect");
    assertThat(trouble.at()).isEqualTo(clock.instant());
    assertThat(trouble.outlook()).isEqualTo(Outlook.RETRIED);
  }

  @Test
  void event_executedWithoutEffectTwice_isRecordedTheThirdTime() throws Exception {
    AtomicInteger left = new AtomicInteger(2);
    network.rejectEvents(event -> event.index() == 2 && left.getAndDecrement() > 0);
    AnchorLoop loop = loop(0, FaultScript.calm());

    for (int i = 0; i < 10; i++) {
      pass(loop);
      network.settle();
    }

    assertThat(network.rejected()).containsExactly(record(2), record(2));
    assertThat(network.recorded()).containsExactlyInAnyOrderElementsOf(records(0, 5));
    assertThat(status().recorded()).isEqualTo(5);
    assertThat(status().trouble()).isEmpty();
    assertThat(status().tally().failed()).isEqualTo(2);
  }

  @Test
  void event_executedWithoutEffectAlways_stopsAfterFiveAndSaysWhy() throws Exception {
    network.rejectEvents(event -> event.index() == 2);
    AnchorLoop loop = loop(0, FaultScript.calm());
    for (int i = 0; i < 20; i++) {
      pass(loop);
      network.settle();
      size = i == 5 ? 8 : size;
    }

    assertThat(network.rejected()).hasSize(5);
    assertThat(network.recorded())
        .as("none that comes after it was begun")
        .containsExactly(record(0), record(1), record(3), record(4));
    assertThat(status().trouble().orElseThrow().outlook()).isEqualTo(Outlook.STOPPED);
    assertThat(status().trouble().orElseThrow().index()).isEqualTo(2);
    assertThat(anchors.latest(network.id()).orElseThrow().size()).as("anchors go on").isEqualTo(8);
  }

  @Test
  void event_stopped_isTriedOnceMoreAfterEachStart() throws Exception {
    network.rejectEvents(event -> event.index() == 2);
    AnchorLoop first = loop(0, FaultScript.calm());
    for (int i = 0; i < 20; i++) {
      pass(first);
      network.settle();
    }
    clock.advance(Duration.ofMinutes(3));

    AnchorLoop second = loop(0, FaultScript.calm());
    for (int i = 0; i < 20; i++) {
      pass(second);
      network.settle();
    }
    List<EventRecord> rejected = network.rejected();
    network.rejectEvents(event -> false);
    clock.advance(Duration.ofMinutes(3));
    AnchorLoop third = loop(0, FaultScript.calm());
    for (int i = 0; i < 4; i++) {
      pass(third);
      network.settle();
    }

    assertThat(rejected).hasSize(6);
    assertThat(status().recorded()).isEqualTo(5);
    assertThat(status().trouble()).isEmpty();
  }

  /** As when the contract takes nothing any more: not sixteen fees a time. */
  @Test
  void events_allExecutedWithoutEffect_areTriedOneByOneAndAllComeInTheEnd() throws Exception {
    size = 20;
    network.rejectEvents(event -> true);
    AnchorLoop loop = loop(0, FaultScript.calm());
    for (int i = 0; i < 30; i++) {
      pass(loop);
      network.settle();
    }
    List<EventRecord> rejected = network.rejected();
    network.rejectEvents(event -> false);
    clock.advance(Duration.ofMinutes(3));
    AnchorLoop next = loop(0, FaultScript.calm());
    for (int i = 0; i < 12; i++) {
      pass(next);
      network.settle();
    }

    assertThat(rejected).hasSize(16 + 4).endsWith(record(0), record(0), record(0), record(0));
    assertThat(network.recorded()).containsExactlyElementsOf(records(0, 20));
    assertThat(status().recorded()).isEqualTo(20);
    assertThat(status().trouble()).isEmpty();
  }

  @Test
  void event_refusedWhenPrepared_costsNothingAndIsShown() throws Exception {
    AnchorLoop loop =
        loop(
            0,
            operation ->
                operation == Operation.PREPARE && anchors.latest(network.id()).isPresent()
                    ? Optional.of(new Disturbance.Fails(When.BEFORE, Fault.UNAUTHORIZED))
                    : Optional.empty());
    pass(loop);
    network.settle();
    pass(loop);
    size = 6;
    pass(loop);

    assertThat(status().trouble().orElseThrow().index()).isEqualTo(5);
    assertThat(status().trouble().orElseThrow().fault()).isEqualTo(Fault.UNAUTHORIZED);
    assertThat(status().tally().attempts()).isEqualTo(5);
  }

  @Test
  void ledger_withoutSingleEvents_isRefusedByName() {
    network = new MemoryNetwork("plain", 0, Set.of());

    assertThatThrownBy(() -> loop(0, FaultScript.calm()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("memory:plain does not take single events");
  }

  private static FaultScript every(int n, Operation which, When when) {
    AtomicInteger calls = new AtomicInteger();
    return operation ->
        operation == which && calls.incrementAndGet() % n == 0
            ? Optional.of(new Disturbance.Fails(when, Fault.TIMEOUT))
            : Optional.empty();
  }

  private static MemoryNetwork network(Capability... more) {
    Set<Capability> flags = new HashSet<>(List.of(more));
    flags.add(Capability.PER_EVENT);
    return new MemoryNetwork("events", 2, flags);
  }

  private EventStatus status() {
    return anchors.status(network.id()).events().orElseThrow();
  }

  private AnchorLoop loop(long from, FaultScript script) {
    EventFeed feed =
        new EventFeed() {
          @Override
          public long size() {
            return size;
          }

          @Override
          public EventRecord record(long index) {
            return EventRecordingTest.this.record(index);
          }
        };
    return new AnchorLoop(
        new FaultyLedger(network.connect(), script),
        store,
        () -> Optional.of(newest()),
        Optional.of(new EventRecording(feed, from)),
        TestPolicy.of(Duration.ofSeconds(1), STUCK),
        clock,
        new SplittableRandom(1));
  }

  private Anchor newest() {
    return log.anchor(size);
  }

  private void pass(AnchorLoop loop) throws InterruptedException {
    var _ = loop.pass();
    clock.advance(Duration.ofSeconds(21));
  }

  private List<EventRecord> records(long from, long to) {
    return LongStream.range(from, to).mapToObj(this::record).toList();
  }

  private EventRecord record(long index) {
    return new EventRecord(
        log.origin(), index, Digest.sha256(("leaf " + index).getBytes(StandardCharsets.UTF_8)));
  }
}

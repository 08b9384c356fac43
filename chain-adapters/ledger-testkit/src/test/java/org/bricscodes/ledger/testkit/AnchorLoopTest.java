package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.AnchorState;
import org.bricscodes.anchoring.AnchorView;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.FinalAnchor;
import org.bricscodes.anchoring.Turns;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.junit.jupiter.api.Test;

/** Each thing that can happen to one anchor, told once. */
final class AnchorLoopTest {

  private static final Duration STUCK = Duration.ofMinutes(5);

  private final SampleLog log = new SampleLog("log.example/loop");
  private final VirtualClock clock = new VirtualClock();
  private final Store alone = new InMemoryStore(Anchors.TABLES);
  private final Store store = new FaultyStore(alone, new SplittableRandom(1), 0);
  private final Anchors anchors = new Anchors(store);
  private final MemoryNetwork network =
      new MemoryNetwork(
          "loop",
          2,
          Set.of(Capability.REPLACEMENT, Capability.MONOTONIC_HEAD, Capability.CAN_REORGANISE));
  private long random;
  private Anchor newest = log.anchor(7);

  @Test
  void checkpoint_accepted_isFinalOnlyOnceTheLedgerSaysSo() throws Exception {
    AnchorLoop loop = loop();

    pass(loop);
    AnchorView sent = standing(7);
    network.mine();
    pass(loop);
    AnchorView included = standing(7);
    network.settle();
    pass(loop);

    assertThat(sent.state()).isEqualTo(AnchorState.SUBMITTED);
    assertThat(included.state()).isEqualTo(AnchorState.SUBMITTED);
    assertThat(standing(7).state()).isEqualTo(AnchorState.FINAL);
    assertThat(anchors.receipt(network.id(), txId(7)).orElseThrow().checkpoint())
        .isEqualTo(newest.checkpoint());
    assertThat(anchors.ledgers()).containsExactly(network.id());
  }

  @Test
  void crash_beforeSending_sendsTheSameBytesAfterwards() throws Exception {
    AnchorLoop dying = loop(FaultScript.dies(Operation.SUBMIT, When.BEFORE));

    assertThatThrownBy(dying::pass).isInstanceOf(Crash.class);
    TxId stored = txId(7);
    clock.advance(TestPolicy.LEASE.plusSeconds(1));
    AnchorLoop next = loop();
    pass(next);
    network.settle();
    pass(next);

    assertThat(anchors.latest(network.id()).orElseThrow().txId()).isEqualTo(stored);
    assertThat(network.written()).hasSize(1);
  }

  @Test
  void crash_beforeTheAnswer_isResolvedById() throws Exception {
    AnchorLoop dying = loop(FaultScript.dies(Operation.SUBMIT, When.AFTER));

    assertThatThrownBy(dying::pass).isInstanceOf(Crash.class);
    network.settle();
    clock.advance(TestPolicy.LEASE.plusSeconds(1));
    pass(loop());

    assertThat(standing(7).state()).isEqualTo(AnchorState.FINAL);
    assertThat(network.written()).hasSize(1);
  }

  @Test
  void answer_lost_isResolvedById() throws Exception {
    AnchorLoop loop = loop(FaultScript.fails(Operation.SUBMIT, When.AFTER, Fault.TIMEOUT));

    pass(loop);
    AnchorView unsure = standing(7);
    network.settle();
    pass(loop);

    assertThat(unsure.fault()).contains(Fault.TIMEOUT);
    assertThat(standing(7).state()).isEqualTo(AnchorState.FINAL);
    assertThat(network.written()).hasSize(1);
  }

  @Test
  void request_lost_isSentAgainWithTheSameBytes() throws Exception {
    AnchorLoop loop = loop(FaultScript.fails(Operation.SUBMIT, When.BEFORE, Fault.TIMEOUT));

    pass(loop);
    TxId first = txId(7);
    pass(loop);
    network.settle();
    pass(loop);

    assertThat(anchors.latest(network.id()).orElseThrow().txId()).isEqualTo(first);
  }

  @Test
  void unavailable_neverSent_isPendingAndGivesWayToTheNewest() throws Exception {
    AnchorLoop loop = loop(FaultScript.fails(Operation.SUBMIT, When.BEFORE, Fault.UNAVAILABLE));

    pass(loop);
    AnchorView waiting = standing(7);
    newest = log.anchor(9);
    pass(loop);
    pass(loop);
    network.settle();
    pass(loop);

    assertThat(waiting.state()).isEqualTo(AnchorState.PENDING);
    assertThat(finalSizes()).containsExactly(9L);
  }

  @Test
  void unavailable_maybeSent_isKeptUnderInspection() throws Exception {
    AnchorLoop loop =
        loop(
            FaultScript.fails(Operation.SUBMIT, When.AFTER, Fault.TIMEOUT),
            FaultScript.fails(Operation.SUBMIT, When.BEFORE, Fault.UNAVAILABLE));

    pass(loop);
    network.misplacePool();
    pass(loop);
    newest = log.anchor(9);
    pass(loop);

    assertThat(standing(7).state()).isEqualTo(AnchorState.SUBMITTED);
    assertThat(anchors.recent(network.id(), 10)).hasSize(1);
  }

  @Test
  void stuck_isSupersededByTheNewestAndEitherMayWin() throws Exception {
    AnchorLoop loop = loop();
    pass(loop);
    newest = log.anchor(9);

    clock.advance(STUCK);
    pass(loop);
    List<AnchorView> open = anchors.recent(network.id(), 10);
    network.settle();
    pass(loop);

    assertThat(open).extracting(AnchorView::size).containsExactly(9L, 7L);
    assertThat(finalSizes()).containsExactly(9L);
    assertThat(anchors.recent(network.id(), 10)).hasSize(1);
  }

  @Test
  void superseded_winsAfterAll_andTheNewestFollows() throws Exception {
    AtomicInteger submissions = new AtomicInteger();
    AnchorLoop loop =
        loop(
            operation ->
                operation == Operation.SUBMIT && submissions.incrementAndGet() == 2
                    ? Optional.of(new FaultScript.Disturbance.Fails(When.BEFORE, Fault.TIMEOUT))
                    : Optional.empty());
    pass(loop);
    newest = log.anchor(9);
    clock.advance(STUCK);
    pass(loop);
    network.settle();

    for (int i = 0; i < 6; i++) {
      pass(loop);
      network.settle();
    }

    assertThat(finalSizes()).containsExactly(9L, 7L);
    assertThat(network.written()).hasSize(2);
  }

  @Test
  void included_reorganised_isPendingAgainAndThenThrough() throws Exception {
    AnchorLoop loop = loop();
    pass(loop);
    network.mine();
    pass(loop);

    network.reorganise(1, MemoryNetwork.Fate.VANISH);
    pass(loop);
    AnchorView waiting = standing(7);
    network.settle();
    pass(loop);

    assertThat(waiting.state()).isEqualTo(AnchorState.PENDING);
    assertThat(waiting.takenBackAt()).isPresent();
    assertThat(anchors.status(network.id()).tally().reorganisations()).isEqualTo(1);
    assertThat(standing(7).state()).isEqualTo(AnchorState.FINAL);
  }

  @Test
  void refused_isFailedAndTheNextTryMayPass() throws Exception {
    AnchorLoop loop =
        loop(FaultScript.fails(Operation.SUBMIT, When.BEFORE, Fault.INSUFFICIENT_FUNDS));

    pass(loop);
    AnchorView failed = anchors.recent(network.id(), 1).getFirst();
    pass(loop);
    network.settle();
    pass(loop);

    assertThat(failed.state()).isEqualTo(AnchorState.FAILED);
    assertThat(failed.fault()).contains(Fault.INSUFFICIENT_FUNDS);
    assertThat(standing(7).state()).isEqualTo(AnchorState.FINAL);
  }

  @Test
  void log_smallerThanItsFinalAnchor_isAnAlarmAndSendsNothing() throws Exception {
    AnchorLoop loop = anchored(9);
    newest = log.anchor(7);

    pass(loop);

    AnchorView alarm = anchors.recent(network.id(), 10).getLast();
    assertThat(alarm.state()).isEqualTo(AnchorState.FAILED);
    assertThat(alarm.fault()).contains(Fault.CONTRADICTION);
    assertThat(network.written()).hasSize(1);
  }

  @Test
  void log_otherRootThanItsFinalAnchor_isAnAlarmAndSendsNothing() throws Exception {
    AnchorLoop loop = anchored(9);
    newest = log.contradicting(9);

    pass(loop);

    assertThat(anchors.recent(network.id(), 10))
        .extracting(AnchorView::state)
        .containsExactlyInAnyOrder(AnchorState.FINAL, AnchorState.FAILED);
    assertThat(network.written()).hasSize(1);
  }

  @Test
  void newCheckpoints_comeNoFasterThanThePolicySays() throws Exception {
    AnchorLoop loop = loop();
    var _ = loop.pass();
    network.settle();
    var _ = loop.pass();
    newest = log.anchor(9);

    Duration wait = loop.pass();

    assertThat(wait).isPositive();
    assertThat(anchors.recent(network.id(), 10)).extracting(AnchorView::size).containsExactly(7L);
  }

  @Test
  void secondProcess_staysAwayUntilTheLeaseRunsOut() throws Exception {
    AnchorLoop first = loop(FaultScript.fails(Operation.SUBMIT, When.BEFORE, Fault.TIMEOUT));
    AnchorLoop second = loop();
    pass(first);

    pass(second);
    List<Long> early = finalSizes();
    clock.advance(TestPolicy.LEASE.plusSeconds(1));
    pass(second);
    network.settle();
    pass(second);

    assertThat(early).isEmpty();
    assertThat(finalSizes()).containsExactly(7L);
    assertThat(network.written()).hasSize(1);
  }

  @Test
  void process_whoseTurnIsOver_leavesItsLease_soThatTheOtherNeedNotWait() throws Exception {
    AtomicReference<Turns.Turn> turn = new AtomicReference<>(Turns.Turn.ALONE);
    AnchorLoop keeper = loop(turn::get);
    AnchorLoop other = loop(() -> Turns.Turn.SHARED);
    pass(keeper);
    pass(other);
    network.settle();

    pass(other);
    List<Long> early = finalSizes();
    turn.set(Turns.Turn.OTHERS);
    pass(keeper);
    List<Long> left = finalSizes();
    pass(other);
    pass(other);

    assertThat(early).as("kept out by the lease").isEmpty();
    assertThat(left).as("not its turn").isEmpty();
    assertThat(finalSizes()).containsExactly(7L);
    assertThat(network.written()).hasSize(1);
  }

  @Test
  void process_thatEnds_givesItsLeaseBack() throws Exception {
    AnchorLoop first = loop(() -> Turns.Turn.SHARED);
    AnchorLoop second = loop(() -> Turns.Turn.SHARED);
    var _ = first.pass();
    network.settle();

    first.close();
    first.leave();
    var _ = second.pass();

    assertThat(finalSizes()).containsExactly(7L);
  }

  @Test
  void restart_onAStoreForOneProcess_goesOnAtOnce() throws Exception {
    AnchorLoop dying = loop(FaultScript.of(FaultScript.dies(Operation.SUBMIT, When.AFTER)), alone);
    assertThatThrownBy(dying::pass).isInstanceOf(Crash.class);
    network.settle();

    pass(loop(FaultScript.calm(), alone));

    assertThat(finalSizes()).containsExactly(7L);
  }

  @Test
  void covering_isTheSmallestFinalAnchorThatReachesTheSize() throws Exception {
    AnchorLoop loop = anchored(7);
    newest = log.anchor(12);
    pass(loop);
    network.settle();
    pass(loop);

    FinalAnchor eight = anchors.covering(network.id(), 8).orElseThrow();
    assertThat(anchors.covering(network.id(), 7).orElseThrow().size()).isEqualTo(7);
    assertThat(eight.size()).isEqualTo(12);
    assertThat(eight.needsConsistencyFrom(8)).isTrue();
    assertThat(eight.needsConsistencyFrom(12)).isFalse();
    assertThat(anchors.covering(network.id(), 13)).isEmpty();
  }

  @Test
  void start_anchorsByItselfUntilClosed() throws Exception {
    CountDownLatch settled = new CountDownLatch(1);
    FaultScript mining =
        operation -> {
          network.mine();
          return Optional.empty();
        };
    AnchorLoop loop =
        new AnchorLoop(
            new FaultyLedger(network.connect(), mining),
            store,
            () -> {
              anchors.latest(network.id()).ifPresent(anchor -> settled.countDown());
              return Optional.of(newest);
            },
            TestPolicy.of(Duration.ofMillis(1), STUCK),
            InstantSource.system(),
            new SplittableRandom(3));

    try (var scheduler = Executors.newSingleThreadScheduledExecutor();
        loop) {
      loop.start(scheduler);
      assertThat(settled.await(30, TimeUnit.SECONDS)).isTrue();
      loop.close();
    }

    assertThat(finalSizes()).containsExactly(7L);
  }

  private AnchorLoop anchored(long size) throws InterruptedException {
    newest = log.anchor(size);
    AnchorLoop loop = loop();
    pass(loop);
    network.settle();
    pass(loop);
    return loop;
  }

  private AnchorLoop loop(FaultScript.Line... lines) {
    return loop(FaultScript.of(lines));
  }

  private AnchorLoop loop(FaultScript script) {
    return loop(script, store);
  }

  private AnchorLoop loop(Turns turns) {
    return new AnchorLoop(
        network.connect(),
        alone,
        () -> Optional.of(newest),
        Optional.empty(),
        TestPolicy.of(Duration.ofSeconds(1), STUCK),
        turns,
        clock,
        new SplittableRandom(random++));
  }

  private AnchorLoop loop(FaultScript script, Store kept) {
    return new AnchorLoop(
        new FaultyLedger(network.connect(), script),
        kept,
        () -> Optional.of(newest),
        TestPolicy.of(Duration.ofSeconds(1), STUCK),
        clock,
        new SplittableRandom(random++));
  }

  /** A pass, with enough time after it for anything that waits. */
  private void pass(AnchorLoop loop) throws InterruptedException {
    var _ = loop.pass();
    clock.advance(Duration.ofSeconds(21));
  }

  private AnchorView standing(long size) {
    return anchors.standing(network.id(), size).orElseThrow();
  }

  private TxId txId(long size) {
    return standing(size).txId().orElseThrow();
  }

  private List<Long> finalSizes() {
    return anchors.finals(network.id(), Long.MAX_VALUE, 100).stream()
        .map(FinalAnchor::size)
        .toList();
  }
}

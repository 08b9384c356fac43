package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.AnchorState;
import org.bricscodes.anchoring.AnchorView;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.EventFeed;
import org.bricscodes.anchoring.EventRecording;
import org.bricscodes.anchoring.FinalAnchor;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.testkit.FaultScript.Disturbance;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;

/** A ledger that asks for more than was offered, and our own cap that keeps more back. */
final class UnderpricedTest {

  private static final Duration STUCK = Duration.ofMinutes(5);

  private final SampleLog log = new SampleLog("log.example/price");
  private final VirtualClock clock = new VirtualClock();
  private final Anchors anchors;
  private final InMemoryStore store;
  private final Map<Operation, Fault> refusing = new EnumMap<>(Operation.class);
  private MemoryNetwork network =
      new MemoryNetwork("price", 2, Set.of(Capability.REPLACEMENT, Capability.PER_EVENT));
  private Anchor newest = log.anchor(7);

  UnderpricedTest() {
    store = new InMemoryStore(Anchors.TABLES);
    anchors = new Anchors(store);
  }

  @Test
  void unsent_withoutANewerCheckpoint_offersMoreEachTime() throws Exception {
    AnchorLoop loop = loop();
    refusing.put(Operation.SUBMIT, Fault.UNDERPRICED);
    pass(loop);
    String first = fee();
    pass(loop);
    String second = fee();
    pass(loop);
    refusing.clear();
    pass(loop);
    network.settle();
    pass(loop);

    assertThat(first).isEqualTo("100");
    assertThat(second).isEqualTo("113");
    assertThat(finalSizes()).containsExactly(7L);
    assertThat(network.written()).hasSize(1);
    assertThat(anchors.status(network.id()).tally().fees().orElseThrow().amount()).isEqualTo(144);
  }

  @Test
  void unsent_withANewerCheckpoint_offersMoreForThatOne() throws Exception {
    AnchorLoop loop = loop();
    refusing.put(Operation.SUBMIT, Fault.UNDERPRICED);
    pass(loop);
    newest = log.anchor(9);
    refusing.clear();
    pass(loop);
    AnchorView sent = anchors.recent(network.id(), 10).getFirst();
    network.settle();
    pass(loop);

    assertThat(sent.terms()).containsEntry("fee", "113");
    assertThat(finalSizes()).containsExactly(9L);
    assertThat(anchors.status(network.id()).open()).isZero();
  }

  /** Prices fall again: what was prepared before is taken as it is. */
  @Test
  void unsent_atOurOwnCap_keepsItsBytesAndSaysWhy() throws Exception {
    AnchorLoop loop = loop();
    refusing.put(Operation.SUBMIT, Fault.UNDERPRICED);
    refusing.put(Operation.REPLACE, Fault.UNDERPRICED);
    pass(loop);
    TxId first = txId();
    pass(loop);
    pass(loop);
    AnchorView waiting = anchors.recent(network.id(), 10).getFirst();
    refusing.remove(Operation.SUBMIT);
    pass(loop);
    network.settle();
    pass(loop);

    assertThat(waiting.state()).isEqualTo(AnchorState.PENDING);
    assertThat(waiting.fault()).contains(Fault.UNDERPRICED);
    assertThat(anchors.latest(network.id()).orElseThrow().txId()).isEqualTo(first);
  }

  /** The pool threw it out, and asks for more when it is sent again: no waiting until it is old. */
  @Test
  void thrownOut_andTooCheapNow_isReplacedAtOnce() throws Exception {
    AnchorLoop loop = loop();
    pass(loop);
    network.misplacePool();
    refusing.put(Operation.SUBMIT, Fault.UNDERPRICED);
    pass(loop);
    refusing.clear();
    pass(loop);
    List<AnchorView> open = anchors.recent(network.id(), 10);
    network.settle();
    pass(loop);

    assertThat(open)
        .extracting(view -> view.terms().get("fee"))
        .containsExactlyInAnyOrder("100", "113");
    assertThat(finalSizes()).containsExactly(7L);
    assertThat(network.written()).hasSize(1);
  }

  @Test
  void thrownOut_atOurOwnCap_isSentAgainOnceTheLedgerAsksForLess() throws Exception {
    AnchorLoop loop = loop();
    pass(loop);
    TxId first = txId();
    network.dropPool();
    clock.advance(STUCK);
    refusing.put(Operation.SUBMIT, Fault.UNDERPRICED);
    refusing.put(Operation.REPLACE, Fault.UNDERPRICED);
    pass(loop);
    refusing.remove(Operation.SUBMIT);
    pass(loop);
    network.settle();
    pass(loop);

    assertThat(anchors.latest(network.id()).orElseThrow().txId()).isEqualTo(first);
  }

  @Test
  void event_tooCheap_isReplacedAtOnceAndStandsOnce() throws Exception {
    AnchorLoop loop = loop(Optional.of(new EventRecording(oneEvent(), 0)));
    pass(loop);
    network.dropPool();
    refusing.put(Operation.SUBMIT, Fault.UNDERPRICED);
    pass(loop);
    refusing.clear();
    for (int i = 0; i < 6; i++) {
      pass(loop);
      network.settle();
    }

    assertThat(network.recorded()).hasSize(1);
    assertThat(anchors.status(network.id()).events().orElseThrow().recorded()).isEqualTo(1);
    assertThat(finalSizes()).containsExactly(7L);
  }

  @Test
  void event_atOurOwnCap_isSentAgainOnceTheLedgerAsksForLess() throws Exception {
    AnchorLoop loop = loop(Optional.of(new EventRecording(oneEvent(), 0)));
    pass(loop);
    network.dropPool();
    refusing.put(Operation.SUBMIT, Fault.UNDERPRICED);
    refusing.put(Operation.REPLACE, Fault.UNDERPRICED);
    pass(loop);
    pass(loop);
    refusing.remove(Operation.SUBMIT);
    for (int i = 0; i < 6; i++) {
      pass(loop);
      network.settle();
    }

    assertThat(network.recorded()).hasSize(1);
    assertThat(anchors.status(network.id()).events().orElseThrow().tally().attempts()).isEqualTo(1);
  }

  /** Nothing can be prepared, so nothing is open, and yet the log is ahead since now. */
  @Test
  void behind_whileNothingCanBePrepared_isSinceTheFirstTry() throws Exception {
    AnchorLoop loop = loop();
    Instant first = clock.instant();
    refusing.put(Operation.PREPARE, Fault.UNAVAILABLE);

    pass(loop);
    pass(loop);

    assertThat(anchors.status(network.id()).behindSince()).contains(first);
  }

  /** What a final anchor covers ends with it, and is counted all the same. */
  @Test
  void failed_seenWithAFinalOneThatCoversIt_isCounted() throws Exception {
    network = new MemoryNetwork("apart", 2, Set.of(Capability.MONOTONIC_HEAD));
    AnchorLoop loop = loop();
    pass(loop);
    network.misplacePool();
    newest = log.anchor(9);
    clock.advance(STUCK);
    pass(loop);
    network.mine();
    network.recover();
    network.settle();
    pass(loop);

    assertThat(finalSizes()).containsExactly(9L);
    assertThat(anchors.status(network.id()).tally().failed()).isEqualTo(1);
    assertThat(anchors.status(network.id()).open()).isZero();
  }

  private EventFeed oneEvent() {
    return new EventFeed() {
      @Override
      public long size() {
        return 1;
      }

      @Override
      public EventRecord record(long index) {
        return new EventRecord(log.origin(), index, Digest.sha256(new byte[] {1}));
      }
    };
  }

  private AnchorLoop loop() {
    return loop(Optional.empty());
  }

  private AnchorLoop loop(Optional<EventRecording> recording) {
    return new AnchorLoop(
        new FaultyLedger(
            network.connect(),
            operation ->
                Optional.ofNullable(refusing.get(operation))
                    .map(fault -> new Disturbance.Fails(When.BEFORE, fault))),
        store,
        () -> Optional.of(newest),
        recording,
        TestPolicy.of(Duration.ofSeconds(1), STUCK),
        clock,
        new SplittableRandom(1));
  }

  private void pass(AnchorLoop loop) throws InterruptedException {
    var _ = loop.pass();
    clock.advance(Duration.ofSeconds(21));
  }

  private String fee() {
    return anchors.standing(network.id(), 7).orElseThrow().terms().getOrDefault("fee", "");
  }

  private TxId txId() {
    return anchors.standing(network.id(), 7).orElseThrow().txId().orElseThrow();
  }

  private List<Long> finalSizes() {
    return anchors.finals(network.id(), Long.MAX_VALUE, 100).stream()
        .map(FinalAnchor::size)
        .toList();
  }
}

package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.AnchorState;
import org.bricscodes.anchoring.AnchorView;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.LedgerStatus;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;

/** What the operator sees of an anchor's way, and what it cost. */
final class AnchorCostTest {

  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final Duration STUCK = Duration.ofMinutes(5);

  private final SampleLog log = new SampleLog("log.example/cost");
  private final VirtualClock clock = new VirtualClock();
  private final InMemoryStore store = new InMemoryStore(Anchors.TABLES);
  private final Anchors anchors = new Anchors(store);
  private final MemoryNetwork network =
      new MemoryNetwork("cost", 2, Set.of(Capability.REPLACEMENT, Capability.CAN_REORGANISE));
  private Anchor newest = log.anchor(7);

  @Test
  void attempt_open_showsItsTermsAndWhereItIs() throws Exception {
    AnchorLoop loop = loop();
    pass(loop);
    AnchorView sent = standing();
    network.mine();
    pass(loop);
    AnchorView included = standing();
    network.reorganise(1, MemoryNetwork.Fate.BACK_TO_POOL);
    pass(loop);
    AnchorView back = standing();

    assertThat(sent.terms()).containsExactly(Map.entry("fee", "100"), Map.entry("slot", "0"));
    assertThat(sent.includedAt()).isEmpty();
    assertThat(included.includedAt()).isPresent();
    assertThat(included.state()).isEqualTo(AnchorState.SUBMITTED);
    assertThat(back.state()).isEqualTo(AnchorState.PENDING);
    assertThat(back.includedAt()).isEmpty();
    assertThat(back.takenBackAt()).isPresent();
  }

  @Test
  void fees_ofWhatWasExecuted_areCounted() throws Exception {
    AnchorLoop loop = loop();
    pass(loop);
    clock.advance(STUCK);
    pass(loop);
    network.settle();
    pass(loop);
    newest = log.anchor(9);
    pass(loop);
    network.settle();
    pass(loop);

    LedgerStatus status = anchors.status(network.id());
    assertThat(status.tally().attempts()).isEqualTo(3);
    assertThat(status.tally().fees()).contains(new Fee(BigInteger.valueOf(113 + 100), "grain"));
    assertThat(status.finalSize()).isEqualTo(9);
    assertThat(status.open()).isZero();
  }

  @Test
  void behind_isSinceTheLogOutgrewTheLedger() throws Exception {
    AnchorLoop loop = loop();
    pass(loop);
    Optional<Instant> first = anchors.status(network.id()).behindSince();
    network.settle();
    pass(loop);
    Optional<Instant> level = anchors.status(network.id()).behindSince();
    newest = log.anchor(9);
    Instant outgrown = clock.instant();
    var _ = loop.pass();

    assertThat(first).isPresent();
    assertThat(level).isEmpty();
    assertThat(anchors.status(network.id()).behindSince()).contains(outgrown);
  }

  /** A transaction of another purpose that nobody has any more holds up the one behind it. */
  @Test
  void gap_beforeTheAnchor_isFilledAndTheAnchorGoesThrough() throws Exception {
    Prepared lost = network.connect().prepare(log.anchor(1), WITHIN);
    var _ = network.connect().submit(lost, WITHIN);
    AnchorLoop loop = loop();
    pass(loop);
    network.misplacePool();
    pass(loop);
    network.mine();
    pass(loop);

    clock.advance(STUCK);
    for (int i = 0; i < 8; i++) {
      pass(loop);
      network.settle();
    }
    pass(loop);

    assertThat(anchors.latest(network.id()).orElseThrow().size()).isEqualTo(7);
    assertThat(network.written()).containsExactly(log.anchor(7).checkpoint());
    assertThat(anchors.status(network.id()).open()).isZero();
    assertThat(anchors.recent(network.id(), 10)).hasSize(1);
    assertThat(network.connect().inspect(List.of(lost), WITHIN).states().toString())
        .contains("Dead");
  }

  private AnchorLoop loop() {
    return new AnchorLoop(
        network.connect(),
        store,
        () -> Optional.of(newest),
        TestPolicy.of(Duration.ofSeconds(1), STUCK),
        clock,
        new SplittableRandom(1));
  }

  private void pass(AnchorLoop loop) throws InterruptedException {
    var _ = loop.pass();
    clock.advance(Duration.ofSeconds(21));
  }

  private AnchorView standing() {
    return anchors.standing(network.id(), 1).orElseThrow();
  }
}

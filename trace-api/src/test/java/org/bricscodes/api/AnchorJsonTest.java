package org.bricscodes.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.AnchorPolicy;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.EventFeed;
import org.bricscodes.anchoring.EventRecording;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.testkit.FaultScript;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.ledger.testkit.FaultyLedger;
import org.bricscodes.ledger.testkit.MemoryNetwork;
import org.bricscodes.ledger.testkit.SampleLog;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;

/** Faults are for everyone, reasons for operators: they name nodes and balances. */
final class AnchorJsonTest {

  /** What the ledger in trouble says. */
  private static final String REASON = "by script, BEFORE";

  private static final Health HEALTH = Health.unreachable("http://10.0.0.7:8545 has 3 gwei");

  private final SampleLog log = new SampleLog("log.example/shown");
  private final InMemoryStore store = new InMemoryStore(Anchors.TABLES);
  private final Ledger ledger =
      new MemoryNetwork("shown", 2, Set.of(Capability.REPLACEMENT, Capability.PER_EVENT)).connect();
  private final LedgerId id = ledger.descriptor().id();

  @Test
  void whatGoesWrong_isShownToAnyoneWithoutTheReason() throws Exception {
    AnchorJson json = inTrouble();

    ObjectNode shown = json.anchors(id, 30);
    assertThat(shown.path("anchors").path(0).path("fault").asText()).isEqualTo("TIMEOUT");
    assertThat(shown.path("events").path("trouble").path("fault").asText()).isEqualTo("POOL_FULL");
    assertThat(shown.path("events").path("trouble").path("outlook").asText()).isEqualTo("retried");
    for (ObjectNode open : new ObjectNode[] {shown, json.ledgers()}) {
      assertThat(open.toString())
          .doesNotContain("reason")
          .doesNotContain(REASON)
          .doesNotContain("10.0.0.7")
          .doesNotContain("gwei");
    }
  }

  @Test
  void whatGoesWrong_isToldToOperatorsWithTheReason() throws Exception {
    ObjectNode troubles = inTrouble().troubles(id);

    assertThat(troubles.path("health").path("status").asText()).isEqualTo("unreachable");
    assertThat(troubles.path("health").path("detail").asText()).isEqualTo(HEALTH.detail());
    assertThat(troubles.path("anchors")).hasSize(1);
    assertThat(troubles.path("anchors").path(0).path("reason").asText())
        .isEqualTo("TIMEOUT: by script, BEFORE SUBMIT");
    assertThat(troubles.path("events").path("index").asLong()).isZero();
    assertThat(troubles.path("events").path("reason").asText())
        .isEqualTo("POOL_FULL: by script, BEFORE SUBMIT");
  }

  private AnchorJson inTrouble() throws InterruptedException {
    AnchorLoop loop =
        new AnchorLoop(
            new FaultyLedger(
                ledger,
                FaultScript.of(
                    FaultScript.fails(Operation.SUBMIT, When.BEFORE, Fault.TIMEOUT),
                    FaultScript.fails(Operation.SUBMIT, When.BEFORE, Fault.POOL_FULL))),
            store,
            () -> Optional.of(log.anchor(1)),
            Optional.of(new EventRecording(new Feed(), 0)),
            AnchorPolicy.local(),
            InstantSource.fixed(Instant.parse("2026-07-01T12:00:00Z")),
            new SplittableRandom(1));
    var _ = loop.pass();
    return new AnchorJson(
        new Anchors(store),
        Map.of(id, ledger.descriptor()),
        Map.of(id, ledger.capabilities().finality()),
        Map.of(),
        () -> Map.of(id, HEALTH),
        () -> 1,
        new BaseUrl("https://id.example"));
  }

  private final class Feed implements EventFeed {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public EventRecord record(long index) {
      return new EventRecord(log.origin(), index, Digest.sha256("leaf".getBytes(US_ASCII)));
    }
  }
}

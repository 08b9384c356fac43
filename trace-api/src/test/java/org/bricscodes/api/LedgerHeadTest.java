package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.testkit.FaultScript;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.ledger.testkit.FaultyLedger;
import org.bricscodes.ledger.testkit.MemoryNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a ledger's answer at the start means for the start. */
final class LedgerHeadTest {

  private final MemoryNetwork network =
      new MemoryNetwork("head", 0, Set.of(Capability.MONOTONIC_HEAD));

  @ParameterizedTest
  @EnumSource(names = {"CONTRADICTION", "WRONG_NETWORK", "UNAUTHORIZED"})
  void head_thatIsNotOurs_isNoMereWarning(Fault fault) {
    assertThatThrownBy(() -> head(fault))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("far.properties: what its ledger holds of our log")
        .hasMessageContaining(fault.name());
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "TIMEOUT"})
  void head_thatCannotBeAsked_keepsNobodyFromStarting(Fault fault) {
    assertThat(head(fault)).isEmpty();
  }

  @Test
  void head_ofALogThatWasNeverAnchored_isEmpty() {
    assertThat(head(network.connect())).isEmpty();
  }

  private Optional<AnchoredHead> head(Fault fault) {
    return head(
        new FaultyLedger(
            network.connect(),
            FaultScript.of(FaultScript.fails(Operation.HEAD, When.BEFORE, fault))));
  }

  private static Optional<AnchoredHead> head(Ledger ledger) {
    return Ledgers.head(Path.of("ledgers", "far.properties"), ledger, "log.example/a");
  }
}

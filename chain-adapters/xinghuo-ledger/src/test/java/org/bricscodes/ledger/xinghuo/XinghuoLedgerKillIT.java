package org.bricscodes.ledger.xinghuo;

import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.testkit.KillContract;
import org.bricscodes.ledger.xinghuo.ModelChain.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The model network runs in the test's own process, so it outlives those that anchor on it. It
 * makes a block each time somebody has looked for a transaction.
 */
final class XinghuoLedgerKillIT extends KillContract {

  private Network network;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  XinghuoLedgerKillIT() {}

  @BeforeEach
  void start() {
    network = Network.bif(folder, 1);
    network
        .nodes
        .getFirst()
        .lie(
            "/getTransactionHistory",
            answer -> {
              network.chain.mine();
              return answer;
            });
  }

  @AfterEach
  void stop() {
    network.close();
  }

  @Override
  protected Map<String, String> ledger() {
    Map<String, String> settings = network.settings();
    settings.put("adapter", "xinghuo");
    return settings;
  }

  /** Each anchor is one transaction; none was executed without effect, and none besides. */
  @Override
  protected long anchorsOnTheLedger(String origin) {
    List<Done> executed = network.chain.executed();
    if (executed.stream().anyMatch(done -> done.code() != 0)) {
      throw new AssertionError("executed without effect: " + executed);
    }
    return executed.size();
  }
}

package org.bricscodes.ledger.evm;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.testkit.KillContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A chain in a process of its own outlives the processes that anchor on it. It makes one block each
 * time somebody has looked for a transaction, so every life sees its anchor wait, stand in a block
 * and become final, however fast the machine is.
 */
final class EvmLedgerKillAnvilIT extends KillContract {

  private TestChain chain;
  private ScriptedNode node;
  private long before;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  EvmLedgerKillAnvilIT() {}

  @BeforeEach
  void start() throws Exception {
    chain = TestChain.start(folder, 31_347);
    node =
        ScriptedNode.before(chain.anvil().address())
            .alters(
                "eth_getTransactionReceipt",
                answer -> {
                  chain.anvil().mine(1);
                  return answer;
                });
    before = executed();
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
    chain.close();
  }

  @Override
  protected Map<String, String> ledger() {
    Map<String, String> settings = new HashMap<>(chain.settings());
    settings.put("adapter", "eip155");
    settings.put("rpc", node.address().toString());
    return settings;
  }

  /** A block includes an anchor before it is final. */
  @Override
  protected int changes() {
    return 4;
  }

  /** Each anchor is one event of the contract; and no transaction was executed besides. */
  @Override
  protected long anchorsOnTheLedger(String origin) throws Exception {
    Object logs =
        chain
            .anvil()
            .call(
                "eth_getLogs",
                Map.of(
                    "fromBlock",
                    "0x0",
                    "toBlock",
                    "latest",
                    "address",
                    String.valueOf(chain.settings().get("contract"))));
    long events = ((List<?>) logs).size();
    long transactions = executed() - before;
    if (transactions != events) {
      throw new AssertionError(transactions + " transactions for " + events + " anchors");
    }
    return events;
  }

  private long executed() throws Exception {
    return chain.anvil().node().nonce(Anvil.account(Anvil.KEYS.getFirst()), Node.LATEST);
  }
}

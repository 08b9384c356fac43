package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Map;
import org.bricscodes.api.demo.DemoChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The service anchors on a chain that makes a block a second. */
final class AnchorKillAnvilIT extends ServiceKillContract {

  /** The first account of every anvil, which the demonstration writes with. */
  private static final String WRITER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  private DemoChain chain;
  private Rpc rpc;
  private Map<String, String> settings;
  private long before;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  AnchorKillAnvilIT() {}

  @BeforeEach
  void start() throws Exception {
    chain = DemoChain.started();
    rpc = new Rpc(chain.address());
    settings = chain.contract(Files.createDirectories(folder.resolve("chain")), new SecureRandom());
    before = executed();
  }

  @AfterEach
  void stop() {
    chain.close();
    rpc.close();
  }

  @Override
  protected String adapter() {
    return chain.adapter();
  }

  @Override
  protected Map<String, String> settings() {
    return settings;
  }

  /** Each anchor is one event of the contract; and no transaction was executed besides. */
  @Override
  protected long anchorsOnTheLedger() {
    String filter =
        "{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\",\"address\":\""
            + settings.get("contract")
            + "\"}";
    long events = rpc.call("eth_getLogs", filter).size();
    assertThat(executed() - before).as("transactions").isEqualTo(events);
    return events;
  }

  private long executed() {
    return Long.decode(
        rpc.call("eth_getTransactionCount", "\"" + WRITER + "\",\"latest\"").asText());
  }
}

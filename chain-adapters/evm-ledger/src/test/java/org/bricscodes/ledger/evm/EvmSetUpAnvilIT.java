package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an operator puts the contracts on a chain. */
final class EvmSetUpAnvilIT {

  @TempDir Path directory;
  private Anvil anvil;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  EvmSetUpAnvilIT() {}

  @BeforeEach
  void start() throws Exception {
    anvil = Anvil.start(77);
  }

  @AfterEach
  void stop() {
    anvil.close();
  }

  @Test
  void settings_areThoseTheLedgerOpensWith() throws Exception {
    Map<String, String> made = TestChain.setUp(anvil, config(Map.of("with-pledges", "yes")));

    assertThat(made)
        .containsEntry("chain-id", "77")
        .containsKeys("rpc", "genesis", "contract", "pledges", "key-file", "fees", "max-fee-gwei")
        .doesNotContainKey("with-pledges");
    try (Ledger ledger =
        TestChain.providers().open("eip155", new LedgerConfig(made), TestChain.CONTEXT)) {
      assertThat(ledger.descriptor().id().toString())
          .isEqualTo("eip155:77:" + made.get("contract"));
    }
  }

  @Test
  void withoutPledges_makesOneContract() throws Exception {
    assertThat(TestChain.setUp(anvil, config(Map.of()))).doesNotContainKey("pledges");
  }

  @Test
  void again_makesAnotherContract() throws Exception {
    Map<String, String> first = TestChain.setUp(anvil, config(Map.of()));
    Map<String, String> second = TestChain.setUp(anvil, config(Map.of()));

    assertThat(second.get("contract")).isNotEqualTo(first.get("contract"));
  }

  @Test
  void accountWithoutMoney_isToldHowMuch() throws Exception {
    Map<String, String> config = config(Map.of());
    config.put("key-file", Anvil.keyFile(directory, "poor.key", "11".repeat(32)).toString());

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(
            () ->
                TestChain.providers().setUp("eip155", new LedgerConfig(config), TestChain.CONTEXT))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.INSUFFICIENT_FUNDS));
  }

  @Test
  void settingsThatAreWrong_areAllNamed() {
    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(
            () ->
                TestChain.providers()
                    .setUp(
                        "eip155",
                        new LedgerConfig(Map.of("contract", "0x12", "rpc", "http://127.0.0.1:1")),
                        TestChain.CONTEXT))
        .withMessageContaining("'contract' is no setting")
        .withMessageContaining("'key-file' is missing");
  }

  private Map<String, String> config(Map<String, String> more) throws Exception {
    Map<String, String> config = new HashMap<>(more);
    config.put("rpc", anvil.address().toString());
    config.put("key-file", Anvil.keyFile(directory, "key", Anvil.KEYS.getFirst()).toString());
    return config;
  }
}

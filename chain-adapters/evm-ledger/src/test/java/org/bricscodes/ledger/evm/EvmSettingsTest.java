package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.Setting;
import org.junit.jupiter.api.Test;

final class EvmSettingsTest {

  private static final String WORD = "0x" + "12".repeat(32);
  private static final String ADDRESS = "0x" + "AB".repeat(20);

  @Test
  void whatIsLeftOut_hasItsStandardValue() throws Exception {
    EvmSettings settings = EvmSettings.parse(config(Map.of()));

    assertThat(settings.contract()).isEqualTo("0x" + "ab".repeat(20));
    assertThat(settings.pledges()).isEmpty();
    assertThat(settings.finality()).isEqualTo(new FinalityPolicy.Tag("finalized"));
    assertThat(settings.fees())
        .isEqualTo(
            new FeePolicy(
                FeePolicy.Style.AUTO, BigInteger.valueOf(100_000_000_000L), BigInteger.ZERO, 50));
    assertThat(settings.evidence()).isEqualTo(EvmSettings.Evidence.PROOF);
    assertThat(settings.quorum()).isEqualTo(1);
    assertThat(settings.maxHeadAge()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void whatIsGiven_isTaken() throws Exception {
    EvmSettings settings =
        EvmSettings.parse(
            config(
                Map.of(
                    "rpc", "https://a.example/key , http://127.0.0.1:8545",
                    "finality", "confirmations:12",
                    "fees", "legacy",
                    "max-fee-gwei", "0.25",
                    "quorum", "2",
                    "max-head-age-s", "0",
                    "receipts", "excerpt",
                    "pledges", "0x" + "cd".repeat(20))));

    assertThat(settings.nodes()).hasSize(2);
    assertThat(settings.finality()).isEqualTo(new FinalityPolicy.Confirmations(12));
    assertThat(settings.fees().cap()).isEqualTo(BigInteger.valueOf(250_000_000));
    assertThat(settings.quorum()).isEqualTo(2);
    assertThat(settings.maxHeadAge()).isZero();
    assertThat(settings.pledges()).hasValue("0x" + "cd".repeat(20));
  }

  @Test
  void everyFault_isNamedAtOnceAndNoAddressQuoted() {
    LedgerConfig config =
        config(
            Map.ofEntries(
                Map.entry("rpc", "ftp://secret-key.example"),
                Map.entry("chain-id", "one"),
                Map.entry("genesis", "0x12"),
                Map.entry("contract", "0x34"),
                Map.entry("pledges", "here"),
                Map.entry("finality", "soon"),
                Map.entry("fees", "cheap"),
                Map.entry("max-fee-gwei", "-1"),
                Map.entry("min-tip-gwei", "1.0000000001"),
                Map.entry("tip-percentile", "100"),
                Map.entry("receipts", "none"),
                Map.entry("quorum", "9"),
                Map.entry("max-head-age-s", "-1")));

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> EvmSettings.parse(config))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains("'rpc' is http:// or https://")
                    .contains("'chain-id' is a number from 1")
                    .contains("'genesis' is 0x and 64")
                    .contains("'contract' is an address")
                    .contains("'pledges' is an address")
                    .contains("'finality' is finalized, safe, confirmations:N or instant")
                    .contains("'fees' is auto, eip1559 or legacy")
                    .contains("'max-fee-gwei' is a decimal number")
                    .contains("'min-tip-gwei' is a decimal number")
                    .contains("'tip-percentile' is a number from 1 to 99")
                    .contains("'receipts' is proof or excerpt")
                    .contains("'quorum' is a number from 1 to 1")
                    .contains("'max-head-age-s' is a number from 0 to 604800")
                    .doesNotContain("secret-key"));
  }

  @Test
  void missingOnes_areNamedWithHowToMakeThem() {
    LedgerProviders providers = LedgerProviders.load(getClass().getClassLoader());

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> providers.open("eip155", new LedgerConfig(Map.of()), TestChain.CONTEXT))
        .withMessageContaining("'rpc' is missing")
        .withMessageContaining("'contract' is missing")
        .withMessageContaining("openssl rand -hex 32");
  }

  @Test
  void nodes_areSecretEverythingElseIsNot() {
    assertThat(EvmSettings.all())
        .filteredOn(setting -> setting.exposure() == Setting.Exposure.SECRET)
        .extracting(Setting::key)
        .containsExactly("rpc");
  }

  private static LedgerConfig config(Map<String, String> more) {
    Map<String, String> values = new HashMap<>();
    for (Setting setting : EvmSettings.all()) {
      setting.standard().ifPresent(value -> values.put(setting.key(), value));
    }
    values.putAll(
        Map.of(
            "rpc", "http://127.0.0.1:8545",
            "chain-id", "1",
            "genesis", WORD,
            "contract", ADDRESS,
            "key-file", "key"));
    values.putAll(more);
    return new LedgerConfig(values);
  }
}

package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Setting;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {

  private static final String GENESIS = "ab".repeat(32);
  private static final String BID = "did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF";

  @Test
  void settings_allGiven_areRead() throws Exception {
    Map<String, String> values = standards();
    values.putAll(
        Map.of(
            "nodes", " http://127.0.0.1:1/  https://node.example/api ",
            "chain-id", "9",
            "domain-id", "20",
            "password-file", "pw",
            "authorization", "Bearer x",
            "gas-price", "7",
            "max-fee", "8",
            "reserve", "0",
            "lifetime-blocks", "1000"));

    Settings settings = Settings.of(new LedgerConfig(values));

    assertThat(settings.chain())
        .isEqualTo(new Chain(ChainProfile.BIF_CORE, 9, 20, Digest.parseHex(GENESIS)));
    assertThat(settings.nodes())
        .containsExactly(URI.create("http://127.0.0.1:1"), URI.create("https://node.example/api"));
    assertThat(settings.address()).isEqualTo(BID);
    assertThat(settings.keyFile()).isEqualTo(Path.of("key"));
    assertThat(settings.passwordFile()).contains(Path.of("pw"));
    assertThat(settings.authorization()).contains("Bearer x");
    assertThat(List.of(settings.gasPrice(), settings.maxFee(), settings.reserve()))
        .containsExactly(7L, 8L, 0L);
    assertThat(settings.lifetime()).isEqualTo(1000);
    assertThat(settings.toString()).doesNotContain("Bearer");
  }

  @Test
  void settings_standards_areThoseOfTheManual() throws Exception {
    Settings settings = Settings.of(new LedgerConfig(standards()));

    assertThat(settings.chain().chainId()).isZero();
    assertThat(List.of(settings.gasPrice(), settings.maxFee(), settings.reserve()))
        .containsExactly(100L, 1_000_000L, 10_000_000L);
    assertThat(settings.lifetime()).isEqualTo(200);
    assertThat(settings.passwordFile()).isEmpty();
    assertThat(settings.authorization()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          profile         | BIF-Core                   | bif-core, zetrix
          profile         | astron                     | bif-core, zetrix
          nodes           | localhost:1                | http:// or https://
          nodes           | ftp://localhost            | http:// or https://
          nodes           | http://user:pass@localhost | http:// or https://
          nodes           | http://localhost?x=1       | http:// or https://
          nodes           | http://localhost#x         | http:// or https://
          nodes           | http://a b                 | http:// or https://
          nodes           | http://a http://a/         | each once
          nodes           | http://[                   | each is a URL
          genesis         | ABAB                       | 64 lower-case
          chain-id        | -1                         | from 0 to
          chain-id        | 0x7                        | from 0 to
          chain-id        | 99999999999999999999       | from 0 to
          domain-id       | 2147483648                 | from 0 to 2147483647
          address         | ZTX3Gf92oDbXpvBPUqqnRNrcWbAX8DCmYGxwU | did:bid:
          gas-price       | 0                          | from 1 to
          gas-price       | 1e3                        | from 1 to
          max-fee         | 0                          | from 1 to
          reserve         | x                          | from 0 to
          lifetime-blocks | 9                          | from 10 to 1000
          lifetime-blocks | 1001                       | from 10 to 1000
          authorization   | naïve                      | printable ASCII
          """)
  void setting_bad_isNamedWithWhatWouldBeRight(String key, String value, String right) {
    Map<String, String> values = standards();
    values.put(key, value);

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> Settings.of(new LedgerConfig(values)))
        .withMessageContaining("'" + key + "'")
        .withMessageContaining(right)
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_INPUT));
  }

  @Test
  void settings_severalBad_areAllNamed() {
    Map<String, String> values = standards();
    values.putAll(Map.of("genesis", "x", "nodes", "y", "gas-price", "z"));

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> Settings.of(new LedgerConfig(values)))
        .withMessageContaining("'genesis'")
        .withMessageContaining("'nodes'")
        .withMessageContaining("'gas-price'");
  }

  @Test
  void domain_onZetrix_isRefused() {
    Map<String, String> values = standards();
    values.putAll(
        Map.of(
            "profile", "zetrix",
            "address", "ZTX3Gf92oDbXpvBPUqqnRNrcWbAX8DCmYGxwU",
            "domain-id", "1"));

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> Settings.of(new LedgerConfig(values)))
        .withMessageContaining("from 0 to 0");
  }

  @ParameterizedTest
  @CsvSource({
    "BIF_CORE, 0, 0, did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF",
    "BIF_CORE, 0, 0, did:bid:byo1:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF",
    "BIF_CORE, 7, 20, did:bid:zf2AoXhJsmr1aaUMxhnKeMAX42G9Ck526",
    "ZETRIX, 123456789012345678, 0, ZTX3Gf92oDbXpvBPUqqnRNrcWbAX8DCmYGxwU"
  })
  void ledgerId_parsed_isTheChainAndAccount(
      ChainProfile profile, long chainId, long domainId, String address) {
    Chain chain = new Chain(profile, chainId, domainId, Digest.parseHex(GENESIS));

    assertThat(Chain.parse(LedgerId.parse(chain.ledger(address).toString())))
        .isEqualTo(new Chain.Account(chain, address));
  }

  private static Map<String, String> standards() {
    Map<String, String> values = new HashMap<>();
    for (Setting setting : Settings.ALL) {
      setting.standard().ifPresent(standard -> values.put(setting.key(), standard));
    }
    values.putAll(
        Map.of(
            "profile", "bif-core",
            "nodes", "http://127.0.0.1:1",
            "genesis", GENESIS,
            "address", BID,
            "key-file", "key"));
    return values;
  }
}

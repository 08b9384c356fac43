package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.testkit.SampleLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XinghuoSetUpTest extends Case {

  @ParameterizedTest
  @CsvSource({"bif-core, ed25519, did:bid:ef", "bif-core, sm2, did:bid:zf", "zetrix, ed25519, ZTX"})
  void setUp_nothingThere_makesAKeyWhoseAccountAnchorsOnceItIsFunded(
      String profile, String algorithm, String beginning) throws Exception {
    ModelChain chain = new ModelChain(ChainProfile.named(profile), 0, "new", network.clock);
    try (ModelNode node = ModelNode.start(chain)) {
      Path key = dir.resolve("new.key");
      SortedMap<String, String> made =
          setUp(
              Map.of(
                  "profile",
                  profile,
                  "algorithm",
                  algorithm,
                  "nodes",
                  node.uri().toString(),
                  "key-file",
                  key.toString()));

      assertThat(made)
          .containsEntry("genesis", chain.genesis().toString())
          .containsEntry("key-file", key.toString())
          .doesNotContainKey("algorithm");
      String address = made.getOrDefault("address", "");
      assertThat(address).startsWith(beginning);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
      chain.fund(address, Network.FUNDS);
      try (Ledger opened = network.open(made)) {
        var anchor = new SampleLog("log.example/new").anchor(1);
        var _ = opened.submit(opened.prepare(anchor, WITHIN), WITHIN);
        chain.mine();
        assertThat(opened.head("log.example/new", WITHIN)).isPresent();
      }
    }
  }

  @Test
  void setUp_keyThere_isKept() throws Exception {
    Map<String, String> settings = settings();

    SortedMap<String, String> made = setUp(settings);

    assertThat(made).containsEntry("address", network.address);
    assertThat(Files.readString(Path.of(settings.getOrDefault("key-file", ""))))
        .isEqualTo(ChainProfile.BIF_CORE.keys().printPrivate(network.key) + "\n");
  }

  @Test
  void setUp_nodesOfTwoNetworks_isRefusedAndMakesNoKey() throws Exception {
    ModelChain other = new ModelChain(ChainProfile.BIF_CORE, 7, "other", network.clock);
    try (ModelNode stranger = ModelNode.start(other)) {
      Map<String, String> settings = settings();
      settings.put("nodes", first().uri() + " " + stranger.uri());
      settings.put("key-file", dir.resolve("none.key").toString());

      refused(settings, Fault.WRONG_NETWORK, stranger.uri().getAuthority());
      assertThat(dir.resolve("none.key")).doesNotExist();
    }
  }

  @Test
  void setUp_nodeDown_isUnavailableAndMakesNoKey() {
    Map<String, String> settings = settings();
    settings.put("key-file", dir.resolve("none.key").toString());
    second().close();

    refused(settings, Fault.UNAVAILABLE, second().uri().getAuthority());
    assertThat(dir.resolve("none.key")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "algorithm, rsa, ed25519 or sm2",
    "profile, eos, bif-core",
    "nodes, nowhere, http://",
    "domain-id, -1, from 0 to"
  })
  void setUp_badSetting_isNamed(String key, String value, String right) {
    Map<String, String> settings = settings();
    settings.put(key, value);

    refused(settings, Fault.INVALID_INPUT, right);
  }

  @Test
  void setUp_keyOfAnotherProfileOrNoFolder_isRefused() {
    Map<String, String> settings = settings();
    settings.put("profile", "zetrix");
    refused(settings, Fault.INVALID_INPUT, "no private key of this profile");
    settings.put("algorithm", "sm2");
    refused(settings, Fault.INVALID_INPUT, "all that Zetrix takes");
    Map<String, String> nowhere = settings();
    nowhere.put("key-file", dir.resolve("no/folder/key").toString());
    refused(nowhere, Fault.INVALID_INPUT, "cannot be made");
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(network.settings());
    settings.keySet().retainAll(Set.of("profile", "nodes", "chain-id", "key-file"));
    return settings;
  }

  private void refused(Map<String, String> settings, Fault fault, String reason) {
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> setUp(settings))
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(e.fault()).isEqualTo(fault));
  }

  private SortedMap<String, String> setUp(Map<String, String> settings)
      throws LedgerException, InterruptedException {
    return LedgerProviders.load(getClass().getClassLoader())
        .setUp(
            "xinghuo",
            new LedgerConfig(settings),
            new LedgerContext(network.clock, new SecureRandom()));
  }
}

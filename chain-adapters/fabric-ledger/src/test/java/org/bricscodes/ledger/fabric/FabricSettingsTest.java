package org.bricscodes.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProviders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said before anyone is connected to. */
final class FabricSettingsTest {

  @TempDir Path dir;
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void whole() throws Exception {
    TestKeys own = TestKeys.generate("CN=Test,OU=client,O=org1.example.com");
    Path certificate = own.writeCertificate(dir.resolve("client.pem"));
    settings.put("peers", "peer0.org1.example:7051, 10.0.0.7:7051/peer1.org1.example");
    settings.put("channel", "anchors");
    settings.put("chaincode", "anchor");
    settings.put("msp", "Org1MSP");
    settings.put("certificate-file", certificate.toString());
    settings.put("key-file", own.writeKey(dir.resolve("client.key"), "rw-------").toString());
    settings.put("tls-ca-file", certificate.toString());
    settings.put("endorsers", "Org2MSP,Org1MSP");
    settings.put("pool", "main");
  }

  @Test
  void whole_isRead() throws Exception {
    FabricSettings read = FabricSettings.of(new LedgerConfig(settings));

    assertThat(read.peers())
        .containsExactly(
            new FabricSettings.Peer("peer0.org1.example", 7051, Optional.empty()),
            new FabricSettings.Peer("10.0.0.7", 7051, Optional.of("peer1.org1.example")));
    assertThat(read.endorsers()).containsExactly("Org1MSP", "Org2MSP");
    assertThat(read.tlsClient()).isEmpty();
    assertThat(read.certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=Test,OU=client,O=org1.example.com");
  }

  @Test
  void faults_areNamedAllAtOnce() {
    settings.put("peers", "nowhere");
    settings.put("channel", "UPPER");
    settings.put("endorsers", "Org1MSP,Org1MSP");
    settings.put("pool", "");
    settings.put("genesis", "abc");
    settings.put("definition", "1");
    settings.put("tls-key-file", settings.get("key-file"));

    assertThatThrownBy(() -> FabricSettings.of(new LedgerConfig(settings)))
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessage(
            "INVALID_INPUT: 'peers' takes host:port or host:port/name, 1 to 16, separated by"
                + " commas; 'channel' is [a-z][a-z0-9.-]{0,248}; 'pool' is"
                + " [a-z0-9][a-z0-9._-]{0,63}; 'endorsers' takes MSP ids, each once, 1 to 16,"
                + " separated by commas; 'genesis' is [0-9a-f]{64}; 'definition' is"
                + " [^/]{1,64}/[1-9][0-9]{0,9}; 'tls-certificate-file' and 'tls-key-file' are given"
                + " together or not at all");
  }

  @ParameterizedTest
  @CsvSource({"peer:0", "peer:65536", "peer:99999"})
  void port_outOfRange_isNamed(String peer) {
    settings.put("peers", peer);

    assertThatThrownBy(() -> FabricSettings.of(new LedgerConfig(settings)))
        .hasMessage("INVALID_INPUT: 'peers': " + peer.substring(5) + " is no port");
  }

  @Test
  void key_thatOthersMayRead_isRefused() throws Exception {
    Path key = Path.of(settings.get("key-file"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> FabricSettings.of(new LedgerConfig(settings)))
        .hasMessageStartingWith("INVALID_INPUT: 'key-file': others than its owner may read ")
        .hasMessageEndingWith(": chmod 600 it");
  }

  @Test
  void key_ofAnotherCertificate_isRefused() throws Exception {
    TestKeys other = TestKeys.generate("CN=Other");
    settings.put("key-file", other.writeKey(dir.resolve("other.key"), "rw-------").toString());

    assertThatThrownBy(() -> FabricSettings.of(new LedgerConfig(settings)))
        .hasMessage("INVALID_INPUT: 'key-file' is not the key of 'certificate-file'");
  }

  @Test
  void files_thatCannotBeRead_areNamedAndNeverQuoted() throws Exception {
    Path broken = dir.resolve("broken.key");
    Files.writeString(broken, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rw-------"));
    settings.put("key-file", broken.toString());
    settings.put("certificate-file", dir.resolve("absent.pem").toString());
    settings.put("tls-ca-file", broken.toString());

    assertThatThrownBy(() -> FabricSettings.of(new LedgerConfig(settings)))
        .hasMessage(
            ("INVALID_INPUT: 'certificate-file': no PEM certificate can be read from %s/absent.pem;"
                    + " 'tls-ca-file': no certificate in %s/broken.key;"
                    + " 'key-file': no PEM private key can be read from %s/broken.key")
                .formatted(dir, dir, dir))
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void provider_missingAndUnknownSettings_areNamed() {
    LedgerConfig config = new LedgerConfig(Map.of("peer", "x"));

    assertThatThrownBy(
            () ->
                LedgerProviders.load(getClass().getClassLoader())
                    .open(
                        "fabric",
                        config,
                        new LedgerContext(InstantSource.system(), new SecureRandom())))
        .hasMessageContaining("'peers' is missing")
        .hasMessageContaining("'channel' is missing")
        .hasMessageContaining("'msp' is missing")
        .hasMessageContaining("'certificate-file' is missing")
        .hasMessageContaining("'key-file' is missing")
        .hasMessageContaining("'tls-ca-file' is missing")
        .hasMessageContaining("'endorsers' is missing")
        .hasMessageContaining("'peer' is no setting of this adapter");
  }

  @Test
  void manual_namesEveryKeyOnce() {
    List<String> keys =
        new FabricLedgerProvider().settings().stream().map(setting -> setting.key()).toList();

    assertThat(keys).doesNotHaveDuplicates().contains("peers", "tls-key-file", "pool", "genesis");
  }

  /** Faults of the file are told before any peer is asked. */
  @Test
  void node_unknownSettingOrNoFile_isNamed() throws Exception {
    Path node = Files.writeString(dir.resolve("node.properties"), "adapter=fabric\nchanel=x\n");
    FabricLedgerProvider provider = new FabricLedgerProvider();
    LedgerContext context = new LedgerContext(InstantSource.system(), new SecureRandom());
    LedgerId ledger = LedgerId.parse("fabric:anchors:anchor:" + "0".repeat(64));

    assertThatThrownBy(() -> provider.reader(ledger, node.toString(), "", context))
        .hasMessageStartingWith("INVALID_INPUT: 'chanel' in " + node + " is no setting: adapter,");
    assertThatThrownBy(() -> provider.reader(ledger, dir.resolve("none").toString(), "", context))
        .hasMessageStartingWith("INVALID_INPUT: a node is a file of settings as a server has it");
  }

  /** As trace ledgers set-up writes one: colons escaped, files beside it. */
  @Test
  void node_isReadAsTheServerReadsItsOwn() throws Exception {
    Path node =
        Files.writeString(
            dir.resolve("node.properties"),
            """
            adapter=fabric
            policy=remote
            peers=127.0.0.1\\:1
            channel=anchors
            msp=Org1MSP
            certificate-file=client.pem
            key-file=other.key
            tls-ca-file=client.pem
            endorsers=Org1MSP
            """);
    LedgerContext context = new LedgerContext(InstantSource.system(), new SecureRandom());
    LedgerId ledger = LedgerId.parse("fabric:anchors:anchor:" + "0".repeat(64));

    assertThatThrownBy(
            () -> new FabricLedgerProvider().reader(ledger, node.toString(), "", context))
        .hasMessage(
            "INVALID_INPUT: 'key-file': no PEM private key can be read from " + dir + "/other.key");
  }
}

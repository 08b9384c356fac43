package org.bricscodes.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.testkit.SampleLog;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forgeries by who holds real keys of the network, though not the ones that count. */
@ExtendWith(FabricNetwork.Resolver.class)
final class FabricReceiptsIT {

  private static final Duration WITHIN = Duration.ofSeconds(60);

  private final FabricNetwork network;
  private final SampleLog log = new SampleLog("log.example/receipts");
  private AnchorReceipt genuine;
  private Evidence evidence;
  private Trust trust;

  @SuppressWarnings("NullAway.Init")
  FabricReceiptsIT(FabricNetwork network) {
    this.network = network;
  }

  @BeforeEach
  void anchor() throws Exception {
    Map<String, String> settings =
        network.settings("anchors", network.freshUser(), network.freshPool());
    try (Ledger ledger =
        new FabricLedgerProvider()
            .open(
                FabricNetwork.config(settings),
                new LedgerContext(InstantSource.system(), new SecureRandom()))) {
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
      var _ = ledger.submit(prepared, WITHIN);
      genuine = ledger.receipt(prepared, WITHIN);
      trust = Trust.parse(ledger.descriptor().trust());
    }
    evidence = Evidence.parse(genuine.evidence());
  }

  @Test
  void genuine_holdsWithTheNetworkGone() throws Exception {
    // Where ReceiptVectorTest's files come from.
    Path recorded = Files.createDirectories(Path.of("target/fabric-receipt"));
    Files.write(recorded.resolve("receipt.txt"), genuine.bytes());
    Files.writeString(recorded.resolve("trust.txt"), trust + "\n");
    System.out.printf(
        "a receipt takes %,d bytes, %,d of them evidence%n",
        genuine.bytes().length, genuine.evidence().length);

    assertThat(check(trust, genuine)).isEqualTo(new ReceiptVerdict.Valid());
  }

  @Test
  void endorsedByClientsOfTheOrganisations_isRefused() throws Exception {
    AnchorReceipt forged =
        with(
            List.of(
                endorsement(
                    "Org1MSP", network.organisation(1).resolve("users/User1@org1.example.com/msp")),
                endorsement(
                    "Org2MSP",
                    network.organisation(2).resolve("users/User1@org2.example.com/msp"))));

    assertThat(check(trust, forged)).isEqualTo(mismatch("a certificate is of no peer of Org1MSP"));
  }

  @Test
  void endorsedByAdministrators_isRefused() throws Exception {
    AnchorReceipt forged =
        with(
            List.of(
                evidence.endorsements().getFirst(),
                endorsement(
                    "Org2MSP",
                    network.organisation(2).resolve("users/Admin@org2.example.com/msp"))));

    assertThat(check(trust, forged)).isEqualTo(mismatch("a certificate is of no peer of Org2MSP"));
  }

  @Test
  void endorsedByOneOrganisationTwice_isRefused() throws Exception {
    Evidence.Signed own = endorsement("Org1MSP", network.peer(1).resolve("msp"));

    assertThat(check(trust, with(List.of(own, own))))
        .isEqualTo(mismatch("no peer of [Org2MSP] signed"));
  }

  @Test
  void endorsedByAPeerUnderAnotherOrganisationsName_isRefused() throws Exception {
    AnchorReceipt forged =
        with(
            List.of(
                endorsement("Org1MSP", network.peer(1).resolve("msp")),
                endorsement("Org2MSP", network.peer(1).resolve("msp"))));

    assertThat(check(trust, forged)).isEqualTo(mismatch("a certificate is of no peer of Org2MSP"));
  }

  @Test
  void endorsedByThePeersAgain_holds() throws Exception {
    AnchorReceipt again =
        with(
            List.of(
                endorsement("Org1MSP", network.peer(1).resolve("msp")),
                endorsement("Org2MSP", network.peer(2).resolve("msp"))));

    assertThat(check(trust, again)).isEqualTo(new ReceiptVerdict.Valid());
  }

  @Test
  void blockSignedByAPeer_isRefused() {
    Evidence.Signed stranger =
        new Evidence.Signed(
            org.hyperledger.fabric.protos.common.SignatureHeader.newBuilder()
                .setCreator(evidence.endorsements().getFirst().signer())
                .build()
                .toByteString(),
            evidence.blockSignatures().getFirst().signature());
    AnchorReceipt forged = with(evidence.endorsements(), List.of(stranger));

    assertThat(check(trust, forged))
        .isEqualTo(mismatch("an orderer is of an organisation that is not pinned"));
  }

  @Test
  void blockUnsigned_isRefused() {
    assertThat(check(trust, with(evidence.endorsements(), List.of())))
        .isEqualTo(mismatch("no orderer signed the block"));
  }

  @Test
  void pinnedOtherwise_isRefused() {
    String writer = trust.writer();
    var swapped = new TreeMap<>(trust.peers());
    swapped.put("Org2MSP", trust.peers().getOrDefault("Org1MSP", ""));

    assertThat(check(trust.of(writer.replace("Org1MSP", "Org2MSP")), genuine))
        .isEqualTo(mismatch("the proposal asked for something else"));
    assertThat(check(new Trust(trust.ledger(), writer, swapped, trust.orderers()), genuine))
        .isEqualTo(mismatch("the authority of Org2MSP is not the pinned one"));
    assertThat(
            check(
                new Trust(
                    Trust.ledgerId("annex", "anchor", "0".repeat(64)),
                    writer,
                    trust.peers(),
                    trust.orderers()),
                genuine))
        .isInstanceOf(ReceiptVerdict.Mismatch.class);
  }

  private static ReceiptVerdict mismatch(String why) {
    return new ReceiptVerdict.Mismatch("the evidence does not hold: " + why);
  }

  private ReceiptVerdict check(Trust pinned, AnchorReceipt receipt) {
    return new ReceiptCheck(pinned).verify(receipt, log.anchor(7).checkpoint());
  }

  /** The genuine response, signed by whoever has this MSP folder. */
  private Evidence.Signed endorsement(String msp, Path folder) throws Exception {
    String certificate =
        Files.readString(
            FabricNetwork.onlyFile(folder.resolve("signcerts")), StandardCharsets.UTF_8);
    ByteString signer =
        SerializedIdentity.newBuilder()
            .setMspid(msp)
            .setIdBytes(ByteString.copyFromUtf8(certificate))
            .build()
            .toByteString();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key(FabricNetwork.onlyFile(folder.resolve("keystore"))));
    signature.update(evidence.response().toByteArray());
    signature.update(signer.toByteArray());
    return new Evidence.Signed(signer, ByteString.copyFrom(signature.sign()));
  }

  private static PrivateKey key(Path file) throws Exception {
    try (Reader pem = Files.newBufferedReader(file)) {
      return Identities.readPrivateKey(pem);
    }
  }

  private AnchorReceipt with(List<Evidence.Signed> endorsements) {
    return with(endorsements, evidence.blockSignatures());
  }

  private AnchorReceipt with(
      List<Evidence.Signed> endorsements, List<Evidence.Signed> blockSignatures) {
    Evidence changed =
        new Evidence(
            evidence.authorities(),
            evidence.channelHeader(),
            evidence.signatureHeader(),
            evidence.proposal(),
            evidence.response(),
            endorsements,
            evidence.block(),
            evidence.blockValue(),
            blockSignatures);
    return new AnchorReceipt(
        genuine.ledger(),
        genuine.adapter(),
        genuine.txId(),
        genuine.position(),
        genuine.time(),
        genuine.anchor(),
        changed.bytes());
  }
}

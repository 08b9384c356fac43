package org.bricscodes.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import org.bricscodes.ledger.LedgerException;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.junit.jupiter.api.Test;

/** What a channel's configuration says of who signs. */
final class OrganisationsTest {

  private final TestKeys one;
  private final TestKeys two;

  OrganisationsTest() throws GeneralSecurityException {
    one = TestKeys.generate("CN=ca.one.example");
    two = TestKeys.generate("CN=ca.two.example");
  }

  @Test
  void oneRootEach_areThePeersAndTheOrderers() throws Exception {
    Organisations read =
        Organisations.of(
            configuration(
                "etcdraft",
                organisation("OrdererMSP", List.of(two), List.of()),
                organisation("Org1MSP", List.of(one), List.of())));

    assertThat(read.peers().keySet()).containsExactly("Org1MSP");
    assertThat(read.peers().get("Org1MSP"))
        .isEqualTo(ByteString.copyFrom(one.certificate().getEncoded()));
    assertThat(read.orderers().get("OrdererMSP"))
        .isEqualTo(ByteString.copyFrom(two.certificate().getEncoded()));
  }

  /** Whose receipts could be signed by more than one authority, has none that is pinned. */
  @Test
  void severalRootsOrAuthoritiesBelow_areLeftOut() throws Exception {
    Organisations read =
        Organisations.of(
            configuration(
                "etcdraft",
                organisation("OrdererMSP", List.of(one), List.of()),
                organisation("Org1MSP", List.of(one, two), List.of()),
                organisation("Org2MSP", List.of(one), List.of(two))));

    assertThat(read.peers()).isEmpty();
  }

  @Test
  void ordererTypeBft_isRefusedAndNamed() throws Exception {
    BlockView configuration =
        configuration("BFT", organisation("OrdererMSP", List.of(one), List.of()));

    assertThatThrownBy(() -> Organisations.of(configuration))
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessage(
            "UNSUPPORTED: the channel's orderers are of type BFT, whose signatures on blocks are"
                + " not checked yet");
  }

  private static FabricMSPConfig organisation(
      String msp, List<TestKeys> roots, List<TestKeys> below) {
    FabricMSPConfig.Builder organisation = FabricMSPConfig.newBuilder().setName(msp);
    roots.forEach(root -> organisation.addRootCerts(pem(root)));
    below.forEach(authority -> organisation.addIntermediateCerts(pem(authority)));
    return organisation.build();
  }

  private static ByteString pem(TestKeys authority) {
    try {
      return ByteString.copyFromUtf8(
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getEncoder().encodeToString(authority.certificate().getEncoded())
              + "\n-----END CERTIFICATE-----\n");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BlockView configuration(
      String type, FabricMSPConfig orderer, FabricMSPConfig... peers) {
    ConfigGroup.Builder orderers =
        ConfigGroup.newBuilder()
            .putValues(
                "ConsensusType",
                value(ConsensusType.newBuilder().setType(type).build().toByteString()))
            .putGroups(orderer.getName(), group(orderer));
    ConfigGroup.Builder application = ConfigGroup.newBuilder();
    for (FabricMSPConfig peer : peers) {
      application.putGroups(peer.getName(), group(peer));
    }
    ConfigEnvelope envelope =
        ConfigEnvelope.newBuilder()
            .setConfig(
                Config.newBuilder()
                    .setChannelGroup(
                        ConfigGroup.newBuilder()
                            .putGroups("Orderer", orderers.build())
                            .putGroups("Application", application.build())))
            .build();
    Payload payload = Payload.newBuilder().setData(envelope.toByteString()).build();
    return new BlockView(
        Block.newBuilder()
            .setHeader(BlockHeader.getDefaultInstance())
            .setData(
                BlockData.newBuilder()
                    .addData(
                        Envelope.newBuilder()
                            .setPayload(payload.toByteString())
                            .build()
                            .toByteString()))
            .build());
  }

  private static ConfigGroup group(FabricMSPConfig organisation) {
    return ConfigGroup.newBuilder()
        .putValues(
            "MSP",
            value(
                MSPConfig.newBuilder()
                    .setConfig(organisation.toByteString())
                    .build()
                    .toByteString()))
        .build();
  }

  private static ConfigValue value(ByteString bytes) {
    return ConfigValue.newBuilder().setValue(bytes).build();
  }
}

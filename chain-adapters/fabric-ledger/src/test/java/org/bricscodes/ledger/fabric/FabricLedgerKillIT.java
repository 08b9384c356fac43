package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Map;
import org.bricscodes.ledger.testkit.KillContract;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.extension.ExtendWith;

/** A writer that has written nothing, on the network that outlives the processes. */
@ExtendWith(FabricNetwork.Resolver.class)
final class FabricLedgerKillIT extends KillContract {

  private static final Duration WITHIN = Duration.ofSeconds(60);

  private final Map<String, String> settings;

  FabricLedgerKillIT(FabricNetwork network) {
    this.settings = network.settings("annex", network.freshUser(), network.freshPool());
    settings.put("adapter", "fabric");
  }

  @Override
  protected Map<String, String> ledger() {
    return settings;
  }

  /** Each anchor is one transaction of this writer; none was without effect, and none besides. */
  @Override
  protected long anchorsOnTheLedger(String origin) throws Exception {
    FabricSettings read = FabricSettings.of(FabricNetwork.config(settings));
    String writer = Writer.id(read.msp(), read.certificate());
    long anchors = 0;
    try (Channel channel = new Channel(Peers.of(read), read)) {
      long height = channel.height(Deadline.in(WITHIN));
      for (long number = 0; number < height; number++) {
        BlockView block = channel.block(number, Deadline.in(WITHIN));
        for (int i = 0; i < block.block().getData().getDataCount(); i++) {
          if (isBy(writer, block.block().getData().getData(i))) {
            anchors++;
            if (block.codeAt(i) != TxValidationCode.VALID) {
              throw new AssertionError("without effect in block " + number);
            }
          }
        }
      }
    }
    return anchors;
  }

  private static boolean isBy(String writer, ByteString envelope) throws Exception {
    Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
    if (ChannelHeader.parseFrom(payload.getHeader().getChannelHeader()).getType()
        != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      return false;
    }
    SerializedIdentity creator =
        SerializedIdentity.parseFrom(
            SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader()).getCreator());
    return Writer.id(creator.getMspid(), Certificates.parse(creator.getIdBytes().toByteArray()))
        .equals(writer);
  }
}

package org.bricscodes.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the peer one asks can make one believe, and what it cannot. */
@ExtendWith(FabricNetwork.Resolver.class)
final class FabricLyingPeerIT {

  private static final Duration WITHIN = Duration.ofSeconds(60);

  /** For a call that tries for as long as it may, and cannot succeed. */
  private static final Duration IN_VAIN = Duration.ofSeconds(10);

  private final FabricNetwork network;
  private final LyingPeer peer;
  private final Map<String, String> settings;
  private final SampleLog log = new SampleLog("log.example/lies");
  private Ledger ledger;

  @SuppressWarnings("NullAway.Init")
  FabricLyingPeerIT(FabricNetwork network) throws IOException {
    this.network = network;
    this.peer = new LyingPeer(network);
    this.settings = network.settings("anchors", network.freshUser(), network.freshPool());
    settings.put("peers", "127.0.0.1:" + peer.port());
  }

  @BeforeEach
  void open() throws Exception {
    ledger = ledger();
  }

  private Ledger ledger() throws LedgerException, InterruptedException {
    return new FabricLedgerProvider()
        .open(
            FabricNetwork.config(settings),
            new LedgerContext(InstantSource.system(), new SecureRandom()));
  }

  @AfterEach
  void close() {
    ledger.close();
    peer.close();
  }

  @Test
  void anotherTransactionToSign_isNotSigned() throws Exception {
    Prepared other = ledger.prepare(log.anchor(3), WITHIN);
    ByteString payload = PreparedTransaction.parseFrom(other.bytes()).getEnvelope().getPayload();
    peer.whenEndorsing("write", truth -> payload);

    LedgerException failure = failureOf(() -> ledger.prepare(log.anchor(7), WITHIN));

    assertThat(failure).hasMessage("UNAVAILABLE: DATA_LOSS the peer answered another proposal");
  }

  /** The very proposal, and beside it a payload that says it asked for something else. */
  @Test
  void proposalThatAsksForSomethingElse_isNotSigned() throws Exception {
    Prepared other = ledger.prepare(log.anchor(3), WITHIN);
    ByteString asked = Endorsed.parse(other.bytes()).action().getChaincodeProposalPayload();
    peer.whenEndorsing(
        "write",
        truth -> withAction(truth, a -> a.toBuilder().setChaincodeProposalPayload(asked).build()));

    LedgerException failure = failureOf(() -> ledger.prepare(log.anchor(7), WITHIN));

    assertThat(failure).hasMessage("UNAVAILABLE: DATA_LOSS the peer answered another proposal");
  }

  /** It can keep us from knowing; it cannot make a receipt of what had no effect. */
  @Test
  void transactionWithoutEffect_calledValid_getsNoReceipt() throws Exception {
    Prepared small = ledger.prepare(log.anchor(7), WITHIN);
    Prepared large = ledger.prepare(log.anchor(9), WITHIN);
    var _ = ledger.submit(small, WITHIN);
    var _ = ledger.submit(large, WITHIN);
    TxState honest = state(large);
    peer.whenAsked("GetBlockByTxID", FabricLyingPeerIT::allValid);

    TxState said = state(large);
    LedgerException failure = failureOf(() -> ledger.receipt(large, WITHIN));

    assertThat(honest).isInstanceOf(TxState.Failed.class);
    assertThat(said).isInstanceOf(TxState.Final.class);
    assertThat(failure).hasMessage("NOT_FINAL: the channel holds no record of this");
  }

  @Test
  void evidenceWithAForgedSignature_becomesNoReceipt() throws Exception {
    Prepared prepared = written();
    peer.whenEndorsing(
        "standing",
        truth ->
            withAction(
                truth,
                action -> {
                  var changed = action.toBuilder();
                  var endorsement = changed.getActionBuilder().getEndorsementsBuilder(1);
                  byte[] signature = endorsement.getSignature().toByteArray();
                  signature[signature.length - 1] ^= 1;
                  endorsement.setSignature(ByteString.copyFrom(signature));
                  return changed.build();
                }));

    LedgerException failure = failureOf(() -> ledger.receipt(prepared, WITHIN));

    assertThat(failure.fault()).isEqualTo(Fault.UNAVAILABLE);
    assertThat(failure)
        .hasMessageContaining("the peers gave no proof")
        .hasMessageMatching(".* a signature of Org[12]MSP does not hold.*");
  }

  @Test
  void recordAtAnotherPlace_becomesNoReceipt() throws Exception {
    Prepared prepared = written();
    peer.whenAsked("GetBlockByTxID", FabricLyingPeerIT::oneBlockOn);

    LedgerException failure = failureOf(() -> ledger.receipt(prepared, WITHIN));

    assertThat(failure.fault()).isEqualTo(Fault.UNAVAILABLE);
    assertThat(failure)
        .hasMessageContaining(
            "the evidence does not hold: the record was written at another position");
  }

  /** That the second peer cannot be reached does not undo what the first may have done. */
  @Test
  void answerLostAtTheFirstPeer_secondUnreachable_submitIsUnknownAndIsFound() throws Exception {
    settings.put("peers", "127.0.0.1:" + peer.port() + ",127.0.0.1:" + network.sparePort());
    try (Ledger two = ledger()) {
      Prepared prepared = two.prepare(log.anchor(7), WITHIN);
      peer.loseAnswersToSubmissions();

      LedgerException failure = failureOf(() -> two.submit(prepared, IN_VAIN));

      assertThat(failure.fault()).isEqualTo(Fault.TIMEOUT);
      assertThat(two.submit(prepared, WITHIN)).isEqualTo(Submitted.KNOWN);
      assertThat(two.inspect(List.of(prepared), WITHIN).states().getFirst())
          .isInstanceOf(TxState.Final.class);
    }
  }

  @Test
  void recordDenied_isNotFoundAtThisNode_andTheReceiptStillHoldsAlone() throws Exception {
    AnchorReceipt receipt = ledger.receipt(written(), WITHIN);
    peer.whenAsked("standing", truth -> ByteString.EMPTY);

    ReceiptVerdict atTheNode = ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN);
    ReceiptVerdict alone =
        new FabricLedgerProvider()
            .offlineVerifier(ledger.descriptor().trust())
            .orElseThrow()
            .verify(receipt, log.anchor(7).checkpoint());

    assertThat(atTheNode).isEqualTo(new ReceiptVerdict.NotFound());
    assertThat(alone).isEqualTo(new ReceiptVerdict.Valid());
  }

  @Test
  void anotherRecordShown_isAMismatch() throws Exception {
    AnchorReceipt receipt = ledger.receipt(written(), WITHIN);
    peer.whenAsked("standing", truth -> withContent(truth, log.anchor(3).bytes()));

    assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
        .isEqualTo(
            new ReceiptVerdict.Mismatch("the channel says otherwise: something else stands there"));
  }

  @Test
  void recordOfAnotherTransactionTimeOrWriterShown_isAMismatch() throws Exception {
    AnchorReceipt receipt = ledger.receipt(written(), WITHIN);
    Map<String, String> lies =
        Map.of(
            "tx .*", "tx " + "ab".repeat(32),
            "time .*", "time 1",
            "writer .*", "writer Org2MSP/" + "ab".repeat(32));

    for (Map.Entry<String, String> lie : lies.entrySet()) {
      peer.whenAsked(
          "standing",
          truth ->
              ByteString.copyFromUtf8(
                  truth.toStringUtf8().replaceFirst(lie.getKey(), lie.getValue())));

      assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
          .as(lie.getValue())
          .isInstanceOf(ReceiptVerdict.Mismatch.class);
    }
  }

  @Test
  void answerThatIsNoRecord_saysUnreachableNotInvalid() throws Exception {
    AnchorReceipt receipt = ledger.receipt(written(), WITHIN);
    peer.whenAsked("standing", truth -> ByteString.copyFromUtf8("no record"));

    assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
        .isInstanceOf(ReceiptVerdict.Unreachable.class);
  }

  private Prepared written() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    var _ = ledger.submit(prepared, WITHIN);
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
    return prepared;
  }

  private TxState state(Prepared prepared) throws Exception {
    return ledger.inspect(List.of(prepared), WITHIN).states().getFirst();
  }

  /** The block, with every transaction marked as having had effect; that mark is unsigned. */
  private static ByteString allValid(ByteString block) throws InvalidProtocolBufferException {
    Block.Builder changed = Block.parseFrom(block).toBuilder();
    byte[] codes = new byte[changed.getData().getDataCount()];
    Arrays.fill(codes, (byte) TxValidationCode.VALID_VALUE);
    changed
        .getMetadataBuilder()
        .setMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE, ByteString.copyFrom(codes));
    return changed.build().toByteString();
  }

  private static ByteString oneBlockOn(ByteString block) throws InvalidProtocolBufferException {
    Block.Builder changed = Block.parseFrom(block).toBuilder();
    changed.getHeaderBuilder().setNumber(changed.getHeader().getNumber() + 1);
    return changed.build().toByteString();
  }

  private static ByteString withContent(ByteString record, byte[] content) {
    return ByteString.copyFromUtf8(
        record
            .toStringUtf8()
            .replaceFirst("content .*", "content " + Base64.getEncoder().encodeToString(content)));
  }

  private interface Change {
    ChaincodeActionPayload of(ChaincodeActionPayload action);
  }

  private static ByteString withAction(ByteString payload, Change change)
      throws InvalidProtocolBufferException {
    Payload.Builder whole = Payload.parseFrom(payload).toBuilder();
    Transaction.Builder transaction = Transaction.parseFrom(whole.getData()).toBuilder();
    ChaincodeActionPayload action =
        ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
    transaction.getActionsBuilder(0).setPayload(change.of(action).toByteString());
    return whole.setData(transaction.build().toByteString()).build().toByteString();
  }

  private interface Call {
    Object make() throws LedgerException, InterruptedException;
  }

  private static LedgerException failureOf(Call call) throws InterruptedException {
    try {
      return fail("was taken: " + call.make());
    } catch (LedgerException e) {
      return e;
    }
  }
}

package org.bricscodes.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.testkit.SampleLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A receipt that {@link FabricReceiptsIT} got from a network, kept: what is given away once must
 * hold for ever, and be found out when it is changed, with no network anywhere.
 */
final class ReceiptVectorTest {

  private final AnchorReceipt receipt = AnchorReceipt.parse(recorded("receipt.txt"));
  private final String trust = new String(recorded("trust.txt"), StandardCharsets.UTF_8).strip();
  private final SampleLog log = new SampleLog("log.example/receipts");

  @Test
  void recorded_holds() throws Exception {
    assertThat(check(trust)).isEqualTo(new ReceiptVerdict.Valid());
  }

  @Test
  void recorded_forAnotherCheckpoint_isAMismatch() throws Exception {
    assertThat(
            new FabricLedgerProvider()
                .offlineVerifier(trust)
                .orElseThrow()
                .verify(receipt, log.anchor(9).checkpoint()))
        .isInstanceOf(ReceiptVerdict.Mismatch.class);
  }

  /** What is pinned: network, writer, each organisation's authority, the orderers'. */
  @ParameterizedTest
  @CsvSource({
    "'fabric:anchors:', fabric:annex:",
    "';writer=Org1MSP/', ;writer=Org2MSP/",
    "';peers=Org1MSP:', ;peers=Org3MSP:",
    "';orderers=OrdererMSP:', ;orderers=OtherMSP:"
  })
  void recorded_underOtherTrust_isAMismatch(String pinned, String other) throws Exception {
    assertThat(trust).contains(pinned);

    assertThat(check(trust.replace(pinned, other))).isInstanceOf(ReceiptVerdict.Mismatch.class);
  }

  /** Of every line some; every single byte is the contract's matter, on a network. */
  @Test
  void evidence_oneByteInThirteenChanged_isAMismatch() throws Exception {
    var verifier = new FabricLedgerProvider().offlineVerifier(trust).orElseThrow();
    byte[] evidence = receipt.evidence();

    for (int i = 0; i < evidence.length; i += 13) {
      byte[] changed = evidence.clone();
      changed[i] ^= 1;
      assertThat(verifier.verify(with(changed, receipt.position()), log.anchor(7).checkpoint()))
          .as("byte %d of the evidence changed", i)
          .isInstanceOf(ReceiptVerdict.Mismatch.class);
    }
  }

  @Test
  void position_ofAnotherPlace_isAMismatch() throws Exception {
    Position real = receipt.position();
    Position next = new Position(real.block(), real.tx() + 1, real.log(), real.blockHash());

    assertThat(
            new FabricLedgerProvider()
                .offlineVerifier(trust)
                .orElseThrow()
                .verify(with(receipt.evidence(), next), log.anchor(7).checkpoint()))
        .isEqualTo(
            new ReceiptVerdict.Mismatch(
                "the evidence does not hold: the record was written at another position"));
  }

  /** What a channel, read again, must say: all of it. */
  @ParameterizedTest
  @CsvSource({
    "writer .*, writer Org2MSP/%s, another writer than the pinned one wrote it",
    "tx .*, tx %s, the record was written by another transaction",
    "time .*, time 1, the record was written at another time"
  })
  void record_thatSaysOtherwise_isAFault(String line, String other, String fault) {
    Claim claim = Claim.of(receipt);
    String writer = new FabricLedgerProvider().publisher(receipt).orElseThrow();
    String genuine =
        """
        bricscodes.org/fabric-record@v1
        writer %s
        tx %s
        time %d
        content %s
        """
            .formatted(
                writer,
                receipt.txId(),
                receipt.time().orElseThrow().getEpochSecond(),
                Base64.getEncoder().encodeToString(receipt.anchor().bytes()));
    String lie = genuine.replaceFirst(line, other.formatted("ab".repeat(32)));

    assertThat(claim.fault(record(genuine), writer)).isEmpty();
    assertThat(claim.fault(record(lie), writer)).contains(fault);
  }

  @Test
  void record_ofAnotherContent_isAFault() {
    Claim claim = Claim.of(receipt);
    StoredRecord other =
        new StoredRecord(
            "Org1MSP/" + "ab".repeat(32),
            receipt.txId(),
            receipt.time().orElseThrow(),
            log.anchor(9));

    assertThat(claim.fault(other, other.writer())).contains("something else stands there");
  }

  @Test
  void publisher_isTheWriterThatIsPinned() throws Exception {
    FabricLedgerProvider provider = new FabricLedgerProvider();

    assertThat(provider.publisher(receipt)).contains(Trust.parse(trust).writer());
    assertThat(provider.publisher(with(new byte[] {1}, receipt.position()))).isEmpty();
    assertThat(provider.publisherOf(Trust.parse(trust).writer()))
        .isEqualTo(Trust.parse(trust).writer());
    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> provider.publisherOf("Org1MSP"))
        .withMessage("INVALID_INPUT: a writer is an MSP id, '/' and 64 hexadecimal digits");
  }

  private static StoredRecord record(String text) {
    return StoredRecord.parse(text.getBytes(StandardCharsets.US_ASCII));
  }

  private ReceiptVerdict check(String pinned) throws LedgerException {
    return new FabricLedgerProvider()
        .offlineVerifier(pinned)
        .orElseThrow()
        .verify(receipt, log.anchor(7).checkpoint());
  }

  private AnchorReceipt with(byte[] evidence, Position position) {
    return new AnchorReceipt(
        receipt.ledger(),
        receipt.adapter(),
        new TxId(receipt.txId().value()),
        position,
        Optional.of(receipt.time().orElseThrow()),
        receipt.anchor(),
        evidence);
  }

  private static byte[] recorded(String name) {
    try (InputStream in = ReceiptVectorTest.class.getResourceAsStream(name)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

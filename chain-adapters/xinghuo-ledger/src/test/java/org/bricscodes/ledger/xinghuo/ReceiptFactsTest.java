package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.testkit.SampleLog;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;

/** What a receipt has to prove by itself, before any node is asked. */
final class ReceiptFactsTest {

  private static final Chain CHAIN =
      new Chain(ChainProfile.BIF_CORE, 7, 0, Digest.parseHex("ab".repeat(32)));
  private static final KeyCodec KEYS = ChainProfile.BIF_CORE.keys();

  private final SigningKey key = SigningKey.generate(KeyAlgorithm.SM2, new SecureRandom());
  private final SigningKey stranger = SigningKey.generate(KeyAlgorithm.ED25519, new SecureRandom());
  private final String address = KEYS.address(key.verifyingKey());
  private final Anchor anchor = new SampleLog("log.example/trace").anchor(7);
  private final Anchor other = new SampleLog("log.example/trace").anchor(9);
  private final LedgerHeader header =
      new LedgerHeader(
          12,
          Digest.parseHex("cd".repeat(32)),
          List.of("ef".repeat(32), "", "01", "02", ""),
          1_772_000_000_123_456L,
          1000,
          1,
          0);

  @Test
  void receipt_genuine_fitsTogether() {
    assertThat(check(receipt(CHAIN, signed(tx(anchor), key), header)))
        .isEqualTo(new Evidence(CHAIN, header, signed(tx(anchor), key)));
  }

  @Test
  void evidence_text_isAsDocumented() {
    Evidence evidence = new Evidence(CHAIN, header, new SignedBlob("b07a66", "00ff", "0a01"));

    assertThat(new String(evidence.bytes(), US_ASCII))
        .isEqualTo(
            """
            profile bif-core
            chain-id 7
            domain-id 0
            genesis abababababababababababababababababababababababababababababababab
            header 12 cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd \
            1772000000123456 1000 1 0
            hashes efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef - 01 02 -
            public-key b07a66
            signature 00ff
            blob 0a01
            """);
    assertThat(Evidence.parse(evidence.bytes())).isEqualTo(evidence);
  }

  @Test
  void receipt_signedByAnother_isRefused() {
    refused(receipt(CHAIN, signed(tx(anchor), stranger), header), "not the account's");
    SignedBlob genuine = signed(tx(anchor), key);
    SignedBlob swapped =
        new SignedBlob(genuine.publicKey(), signed(tx(other), key).signature(), genuine.blob());
    refused(receipt(CHAIN, swapped, header), "does not verify");
  }

  @Test
  void receipt_ofAnotherTransaction_isRefused() {
    refused(receipt(CHAIN, signed(tx(other), key), header), "does not write this");
    Transaction elsewhere = tx(anchor, 8, "");
    refused(receipt(CHAIN, signed(elsewhere, key), header), "another chain id");
    Transaction forSomebody = tx(anchor, 7, KEYS.address(stranger.verifyingKey()));
    refused(receipt(CHAIN, signed(forSomebody, key), header), "does not write this");
  }

  @Test
  void receipt_ofAnotherNetworkOrAccount_isRefused() {
    Chain another = new Chain(ChainProfile.BIF_CORE, 7, 0, Digest.parseHex("ac".repeat(32)));
    refused(receipt(another, signed(tx(anchor), key), header), "another network");
    AnchorReceipt genuine = receipt(CHAIN, signed(tx(anchor), key), header);
    refused(
        new AnchorReceipt(
            CHAIN.ledger(KEYS.address(stranger.verifyingKey())),
            genuine.adapter(),
            genuine.txId(),
            genuine.position(),
            genuine.time(),
            anchor,
            genuine.evidence()),
        "another account");
  }

  @Test
  void receipt_otherIdPositionTimeOrForm_isRefused() {
    AnchorReceipt genuine = receipt(CHAIN, signed(tx(anchor), key), header);
    refused(
        new AnchorReceipt(
            genuine.ledger(),
            genuine.adapter(),
            new TxId("ab".repeat(32)),
            genuine.position(),
            genuine.time(),
            anchor,
            genuine.evidence()),
        "not the hash");
    refused(
        new AnchorReceipt(
            genuine.ledger(),
            genuine.adapter(),
            genuine.txId(),
            genuine.position(),
            Optional.empty(),
            anchor,
            genuine.evidence()),
        "time");
    refused(
        new AnchorReceipt(
            genuine.ledger(),
            "xinghuo/2",
            genuine.txId(),
            genuine.position(),
            genuine.time(),
            anchor,
            genuine.evidence()),
        "xinghuo/1");
  }

  private static void refused(AnchorReceipt receipt, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(receipt))
        .withMessageContaining(reason);
  }

  private static Evidence check(AnchorReceipt receipt) {
    return ReceiptFacts.of(AnchorReceipt.parse(receipt.bytes())).check(receipt.anchor(), CHAIN);
  }

  private AnchorReceipt receipt(Chain chain, SignedBlob signed, LedgerHeader in) {
    return new AnchorReceipt(
        CHAIN.ledger(address),
        ReceiptFacts.ADAPTER,
        signed.txId(),
        in.position(),
        Optional.of(in.time()),
        anchor,
        new Evidence(chain, in, signed).bytes());
  }

  private Transaction tx(Content content) {
    return tx(content, 7, "");
  }

  private Transaction tx(Content content, long chainId, String source) {
    Operation operation = Entries.writing(content).getFirst();
    return new Transaction(
        address,
        1,
        "",
        List.of(new Operation(source, "", operation.content())),
        "",
        1_000_000,
        100,
        20,
        chainId,
        0);
  }

  private static SignedBlob signed(Transaction tx, SigningKey by) {
    byte[] blob = new BlobCodec(ChainProfile.BIF_CORE).print(tx);
    // The same nonce each time, so that equal transactions are equal here.
    byte[] signature = by.sign(blob, new Zeros());
    return new SignedBlob(
        KEYS.printPublic(by.verifyingKey()),
        HexFormat.of().formatHex(signature),
        HexFormat.of().formatHex(blob));
  }

  private static final class Zeros extends SecureRandom {

    private static final long serialVersionUID = 1;

    @Override
    public void nextBytes(byte[] bytes) {}
  }
}

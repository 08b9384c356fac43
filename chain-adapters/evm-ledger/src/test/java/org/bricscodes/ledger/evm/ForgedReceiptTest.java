package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.TxId;
import org.bricscodes.tlog.Checkpoint;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * A block that no chain has, made up around a transaction of one's own: it costs nothing, and holds
 * under its own hash. So the hash must come from elsewhere than the receipt. The receipt is kept,
 * for the tests of whoever is shown it.
 */
final class ForgedReceiptTest {

  /** The bundle of trace-core/docs/bundle.md, whose checkpoint it claims to anchor. */
  private static final Path BUNDLE = Path.of("../../trace-core/docs/bundle-example.json");

  private static final EvmAddress MAINNET = new EvmAddress(1, "0x" + "c0".repeat(20));
  private static final Credentials FORGER = Credentials.create("f0".repeat(32));
  private static final String KEPT = "src/test/resources/org/bricscodes/ledger/evm/";

  @Test
  void forged_underTheHashOfItsOwnBlock_holds() throws Exception {
    AnchorReceipt forged = forged(bundled());

    assertThat(verdict("blocks:0x" + forged.position().blockHash(), forged))
        .isEqualTo(new ReceiptVerdict.Valid());
    assertThat(verdict("blocks:0x" + "ab".repeat(32), forged))
        .isInstanceOf(ReceiptVerdict.Mismatch.class);
  }

  @Test
  void forged_isTheOneThatIsKept() throws Exception {
    assertThat(new String(forged(bundled()).bytes(), StandardCharsets.US_ASCII))
        .isEqualTo(Files.readString(Path.of(KEPT + "forged-receipt.txt")));
  }

  @Test
  void publisher_isWhoSignedTheTransaction() throws Exception {
    AnchorReceipt forged = forged(bundled());

    assertThat(new EvmLedgerProvider().publisher(forged)).contains(FORGER.getAddress());
    assertThat(
            new EvmLedgerProvider()
                .publisher(
                    new AnchorReceipt(
                        forged.ledger(),
                        forged.adapter(),
                        forged.txId(),
                        forged.position(),
                        forged.time(),
                        forged.anchor(),
                        new byte[] {1, 2, 3})))
        .isEmpty();
  }

  @Test
  void publisherWrittenInMixedCase_isTheSame_andAnythingElseIsRefused() throws Exception {
    EvmLedgerProvider provider = new EvmLedgerProvider();

    assertThat(provider.publisherOf("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"))
        .isEqualTo("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
    for (String text :
        List.of("", "0x12", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "Org1MSP/0")) {
      assertThatExceptionOfType(LedgerException.Refused.class)
          .as(text)
          .isThrownBy(() -> provider.publisherOf(text))
          .withMessage("INVALID_INPUT: a publisher is an address, 0x and 40 hexadecimal digits");
    }
  }

  private static ReceiptVerdict verdict(String trust, AnchorReceipt receipt) throws Exception {
    return new EvmLedgerProvider()
        .offlineVerifier(trust)
        .orElseThrow()
        .verify(receipt, receipt.checkpoint());
  }

  private static Anchor bundled() throws IOException {
    String note =
        ObjectMapperFactory.getObjectMapper()
            .readTree(Files.readString(BUNDLE))
            .path("checkpoint")
            .asString();
    return Anchor.of(note.getBytes(StandardCharsets.UTF_8));
  }

  private static AnchorReceipt forged(Anchor anchor) {
    SignedTx tx =
        SignedTx.signed(
            FORGER,
            MAINNET.chainId(),
            0,
            100_000,
            new Price.Dynamic(BigInteger.ONE, BigInteger.TWO),
            MAINNET.contract(),
            AnchorAbi.anchor(anchor));
    MerklePatricia receipts = MerklePatricia.ofList(List.of(executed(anchor, tx.from())));
    byte[] header = header(receipts.root());
    Header parsed = Header.parse(header);
    return new AnchorReceipt(
        MAINNET.id(),
        Inscription.ADAPTER,
        new TxId(tx.hash()),
        new Position(parsed.number(), 0, 0, parsed.hash().substring(2)),
        Optional.of(parsed.time()),
        anchor,
        new Evidence(tx.raw(), header, receipts.proof(MerklePatricia.key(0))).bytes());
  }

  /** The receipt of the transaction, as the contract would have brought it about. */
  private static byte[] executed(Anchor anchor, String publisher) {
    Checkpoint checkpoint = anchor.checkpoint();
    String data =
        Hex.of(checkpoint.root().bytes())
            + Hex.of(Hash.sha3(anchor.bytes())).substring(2)
            + "0".repeat(128);
    EventLog said =
        new EventLog(
            MAINNET.contract(),
            AnchorAbi.topics(publisher, checkpoint.origin(), checkpoint.size()),
            data,
            "");
    byte[] body =
        RlpEncoder.encode(
            new RlpList(
                RlpString.create(BigInteger.ONE),
                RlpString.create(BigInteger.valueOf(50_000)),
                RlpString.create(new byte[256]),
                new RlpList(List.of(said.rlp()))));
    byte[] typed = new byte[body.length + 1];
    typed[0] = 2;
    System.arraycopy(body, 0, typed, 1, body.length);
    return typed;
  }

  private static byte[] header(byte[] receiptsRoot) {
    List<RlpType> fields =
        List.of(
            RlpString.create(new byte[32]), // parent
            RlpString.create(new byte[32]), // uncles
            RlpString.create(new byte[20]), // beneficiary
            RlpString.create(new byte[32]), // state
            RlpString.create(new byte[32]), // transactions
            RlpString.create(receiptsRoot),
            RlpString.create(new byte[256]), // bloom
            RlpString.create(BigInteger.ZERO), // difficulty
            RlpString.create(BigInteger.valueOf(23_000_000)), // number
            RlpString.create(BigInteger.valueOf(30_000_000)), // gas limit
            RlpString.create(BigInteger.valueOf(50_000)), // gas used
            RlpString.create(BigInteger.valueOf(1_780_000_000)), // time: 2026-05-28
            RlpString.create(new byte[0]), // extra data
            RlpString.create(new byte[32]), // mix
            RlpString.create(new byte[8])); // nonce
    return RlpEncoder.encode(new RlpList(fields));
  }
}

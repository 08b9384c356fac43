package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
import org.bricscodes.tlog.TlogException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Receipts in the hands of somebody else: with a block's hash alone, or with a node of their own.
 */
final class EvmReceiptAnvilIT {

  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final SampleLog log = new SampleLog("log.example/receipts");

  @TempDir Path directory;
  private TestChain chain;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  EvmReceiptAnvilIT() {}

  @BeforeEach
  void start() throws Exception {
    chain = TestChain.start(directory, 31_337);
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  @Test
  void proof_underTheBlocksHash_isValidWithoutANode() throws Exception {
    AnchorReceipt receipt = receipt(Map.of(), true);
    chain.anvil().close();

    assertThat(
            offline("blocks:0x" + receipt.position().blockHash())
                .verify(receipt, log.anchor(7).checkpoint()))
        .isEqualTo(new ReceiptVerdict.Valid());
    assertThat(offline("blocks:0x" + "ab".repeat(32)).verify(receipt, log.anchor(7).checkpoint()))
        .isInstanceOf(ReceiptVerdict.Mismatch.class);
    System.out.printf("a receipt with its proof takes %,d bytes%n", receipt.bytes().length);
  }

  @Test
  void proof_anyByteChanged_isNotValidWithoutANode() throws Exception {
    byte[] genuine = receipt(Map.of(), true).bytes();
    ReceiptVerifier verifier =
        offline("blocks:0x" + AnchorReceipt.parse(genuine).position().blockHash());

    for (int i = 0; i < genuine.length; i++) {
      byte[] tampered = genuine.clone();
      tampered[i] ^= 1;
      AnchorReceipt parsed;
      try {
        parsed = AnchorReceipt.parse(tampered);
      } catch (IllegalArgumentException | TlogException e) {
        continue;
      }
      assertThat(verifier.verify(parsed, log.anchor(7).checkpoint()))
          .as("byte %d changed", i)
          .isInstanceOf(ReceiptVerdict.Mismatch.class);
    }
  }

  /** In a block with others, so that the proof has branches. */
  @Test
  void proof_inACrowdedBlock_isValid() throws Exception {
    try (Ledger ledger = chain.open()) {
      for (int i = 0; i < 40; i++) {
        chain
            .anvil()
            .call(
                "eth_sendTransaction",
                Map.of(
                    "from",
                    Anvil.account(Anvil.KEYS.get(1)),
                    "to",
                    Anvil.account(Anvil.KEYS.get(2)),
                    "gas",
                    "0x5208",
                    "gasPrice",
                    "0x" + Long.toHexString(2_000_000_000L + i),
                    "value",
                    "0x1"));
      }
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
      var _ = ledger.submit(prepared, WITHIN);
      chain.settle();

      AnchorReceipt receipt = ledger.receipt(prepared, WITHIN);

      assertThat(Evidence.parse(receipt.evidence()).nodes().size()).isGreaterThan(1);
      assertThat(
              offline("blocks:0x" + receipt.position().blockHash())
                  .verify(receipt, log.anchor(7).checkpoint()))
          .isEqualTo(new ReceiptVerdict.Valid());
    }
  }

  @Test
  void excerpt_withoutANode_provesNothing() throws Exception {
    AnchorReceipt receipt = receipt(Map.of("receipts", "excerpt"), true);

    assertThat(
            offline("blocks:0x" + receipt.position().blockHash())
                .verify(receipt, log.anchor(7).checkpoint()))
        .isEqualTo(
            new ReceiptVerdict.Mismatch("the receipt carries no proof: a node has to be asked"));
  }

  @Test
  void reader_atANodeOfTheVerifiersChoice_holdsWithoutKeyOrConfiguration() throws Exception {
    for (String kind : new String[] {"proof", "excerpt"}) {
      AnchorReceipt receipt = receipt(Map.of("receipts", kind), true);
      try (LedgerReader reader =
              reader(receipt.ledger(), chain.anvil().address().toString(), genesis());
          LedgerReader pinned =
              reader(
                  receipt.ledger(),
                  chain.anvil().address().toString(),
                  "blocks:0x" + receipt.position().blockHash())) {
        assertThat(pinned.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
            .isEqualTo(new ReceiptVerdict.Valid());
        assertThat(reader.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
            .as(kind)
            .isEqualTo(new ReceiptVerdict.Valid());
        assertThat(reader.verify(receipt, log.anchor(9).checkpoint(), WITHIN))
            .isInstanceOf(ReceiptVerdict.Mismatch.class);
      }
    }
  }

  /**
   * Its publisher signs two transactions that say the same: a proof holds for either, and the block
   * has one of them at that place.
   */
  @Test
  void reader_ofAProofUnderAnotherTransactionOfTheSamePublisher_isAMismatch() throws Exception {
    try (Ledger ledger = chain.open()) {
      Prepared other = ledger.prepare(log.anchor(7), WITHIN);
      Prepared sent = ledger.replace(other, log.anchor(7), WITHIN);
      var _ = ledger.submit(sent, WITHIN);
      chain.settle();
      AnchorReceipt genuine = ledger.receipt(sent, WITHIN);
      Evidence evidence = Evidence.parse(genuine.evidence());
      AnchorReceipt claimed =
          new AnchorReceipt(
              genuine.ledger(),
              genuine.adapter(),
              other.txId(),
              genuine.position(),
              genuine.time(),
              genuine.anchor(),
              new Evidence(other.bytes(), evidence.header(), evidence.nodes()).bytes());

      assertThat(
              offline("blocks:0x" + genuine.position().blockHash())
                  .verify(claimed, log.anchor(7).checkpoint()))
          .isEqualTo(new ReceiptVerdict.Valid());
      try (LedgerReader reader =
          reader(genuine.ledger(), chain.anvil().address().toString(), genesis())) {
        assertThat(reader.verify(genuine, log.anchor(7).checkpoint(), WITHIN))
            .isEqualTo(new ReceiptVerdict.Valid());
        assertThat(reader.verify(claimed, log.anchor(7).checkpoint(), WITHIN))
            .isEqualTo(
                new ReceiptVerdict.Mismatch(
                    "another transaction stands at that place of the block"));
      }
    }
  }

  /**
   * Anyone may anchor a log of that name: the contract keeps them apart, and receipts say whose.
   */
  @Test
  void twoHistoriesOfOneLog_underTwoKeys_bothHold_andNameTheirPublishers() throws Exception {
    AnchorReceipt first = receipt(Map.of(), true);
    AnchorReceipt second;
    try (Ledger ledger = chain.openBy(Anvil.KEYS.get(1), Map.of())) {
      Prepared prepared = ledger.prepare(log.contradicting(7), WITHIN);
      var _ = ledger.submit(prepared, WITHIN);
      chain.settle();
      second = ledger.receipt(prepared, WITHIN);
    }

    try (LedgerReader reader =
        reader(first.ledger(), chain.anvil().address().toString(), genesis())) {
      assertThat(reader.verify(first, log.anchor(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.Valid());
      assertThat(reader.verify(second, log.contradicting(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.Valid());
    }
    assertThat(TestChain.provider().publisher(first)).contains(Anvil.account(Anvil.KEYS.get(0)));
    assertThat(TestChain.provider().publisher(second)).contains(Anvil.account(Anvil.KEYS.get(1)));
  }

  @Test
  void reader_blockReorganised_isNotFound() throws Exception {
    AnchorReceipt receipt = receipt(Map.of("finality", "instant"), false);
    chain.anvil().reorganise(1);
    chain.anvil().call("anvil_dropTransaction", receipt.txId().value());

    try (LedgerReader reader =
        reader(receipt.ledger(), chain.anvil().address() + "#instant", genesis())) {
      assertThat(reader.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.NotFound());
    }
  }

  @Test
  void reader_ofAnotherFinality_isNotFinalYet() throws Exception {
    AnchorReceipt receipt = receipt(Map.of("finality", "instant"), false);

    try (LedgerReader reader =
        reader(receipt.ledger(), chain.anvil().address() + "#confirmations:3", "")) {
      assertThat(reader.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.NotFinal());
      chain.anvil().mine(2);
      assertThat(reader.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.Valid());
    }
  }

  @Test
  void reader_ofAnotherChainGenesisOrForm_isRefused() throws Exception {
    LedgerId here = receipt(Map.of(), true).ledger();
    String node = chain.anvil().address().toString();
    LedgerId elsewhere =
        new LedgerId("eip155", "1" + here.reference().substring(here.reference().indexOf(':')));

    assertThat(faultOf(elsewhere, node, "")).isEqualTo(Fault.WRONG_NETWORK);
    assertThat(faultOf(here, node, "0x" + "12".repeat(32))).isEqualTo(Fault.WRONG_NETWORK);
    assertThat(faultOf(here, node, "genesis")).isEqualTo(Fault.INVALID_INPUT);
    assertThat(faultOf(here, "node.example", "")).isEqualTo(Fault.INVALID_INPUT);
    assertThat(faultOf(new LedgerId("eip155", "1:no"), node, "")).isEqualTo(Fault.INVALID_INPUT);
  }

  @Test
  void offlineTrust_ofAnotherForm_isRefused() {
    for (String trust : new String[] {"blocks:", "blocks:0x12", "0x12", "x"}) {
      assertThatExceptionOfType(LedgerException.Refused.class)
          .as(trust)
          .isThrownBy(() -> offline(trust));
    }
  }

  @Test
  void offlineTrust_thatIsBlock0Alone_provesNoReceiptByItself() throws Exception {
    assertThat(TestChain.provider().offlineVerifier(genesis())).isEmpty();
  }

  private AnchorReceipt receipt(Map<String, String> policy, boolean settled) throws Exception {
    try (Ledger ledger = chain.open(policy)) {
      Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
      var _ = ledger.submit(prepared, WITHIN);
      if (settled) {
        chain.settle();
      } else {
        chain.anvil().mine(1);
      }
      assertThat(ledger.inspect(List.of(prepared), WITHIN).states().getFirst())
          .isInstanceOf(TxState.Final.class);
      return AnchorReceipt.parse(ledger.receipt(prepared, WITHIN).bytes());
    }
  }

  private String genesis() {
    return String.valueOf(chain.settings().get("genesis"));
  }

  private static ReceiptVerifier offline(String trust) throws LedgerException {
    return TestChain.provider().offlineVerifier(trust).orElseThrow();
  }

  private static LedgerReader reader(LedgerId ledger, String node, String trust) throws Exception {
    return TestChain.provider().reader(ledger, node, trust, TestChain.CONTEXT).orElseThrow();
  }

  private static Fault faultOf(LedgerId ledger, String node, String trust) throws Exception {
    try (LedgerReader reader = reader(ledger, node, trust)) {
      throw new AssertionError("was opened: " + reader);
    } catch (LedgerException e) {
      return e.fault();
    }
  }
}

package org.bricscodes.ledger.evm;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerReceipt;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.TxId;

/**
 * What a receipt claims, of whichever kind it is, and how far the claim bears itself out. Every
 * byte of a receipt is either repeated from something hashed or signed, or part of the proof, so
 * one that differs anywhere is refused.
 */
record Inscription(
    LedgerId ledger,
    String adapter,
    TxId txId,
    Position position,
    Optional<Instant> time,
    Content content,
    Evidence evidence) {

  static final String ADAPTER = "eip155/1";

  /**
   * @throws IllegalArgumentException if the evidence is not of our form
   */
  static Inscription of(LedgerReceipt receipt) {
    return new Inscription(
        receipt.ledger(),
        receipt.adapter(),
        receipt.txId(),
        receipt.position(),
        receipt.time(),
        receipt.content(),
        Evidence.parse(receipt.evidence()));
  }

  /** The block's name as nodes write it. */
  String blockHash() {
    return "0x" + position.blockHash();
  }

  /**
   * Checks everything that can be checked without a node: the form, the signed transaction, and the
   * proof where there is one. What is left is whether the block stands on the chain.
   *
   * @param to the ledger that is expected
   * @return what is wrong first, or empty
   * @throws IllegalArgumentException saying what is wrong, if a part is not of its form
   */
  Optional<String> fault(EvmAddress to) {
    if (!adapter.equals(ADAPTER)) {
      return Optional.of("this is no receipt of form " + ADAPTER);
    }
    if (!ledger.equals(to.id())) {
      return Optional.of("the receipt is of " + ledger + ", asked is " + to.id());
    }
    SignedTx tx = SignedTx.parse(evidence.transaction());
    if (!tx.hash().equals(txId.value())) {
      return Optional.of("the transaction id is not the hash of the signed transaction");
    }
    if (tx.chainId() != to.chainId() || !tx.to().equals(to.contract())) {
      return Optional.of("the transaction was signed for another chain or contract");
    }
    if (!Arrays.equals(tx.input(), input())) {
      return Optional.of("the transaction says something else than the receipt");
    }
    return evidence.proves() ? proofFault(tx, to) : Optional.empty();
  }

  /** Whether a log is what this transaction had to make its contract say. */
  boolean isSaidBy(EventLog log, String contract, String publisher) {
    return says(log, contract, publisher, content);
  }

  /** Whether a log of a contract says that a publisher put this content there. */
  static boolean says(EventLog log, String contract, String publisher, Content content) {
    return switch (content) {
      case Anchor anchor -> AnchorAbi.says(log, contract, publisher, anchor);
      case EventRecord event -> AnchorAbi.says(log, contract, publisher, event);
      default -> false;
    };
  }

  private byte[] input() {
    return switch (content) {
      case Anchor anchor -> AnchorAbi.anchor(anchor);
      case EventRecord event -> AnchorAbi.record(event);
      default -> throw new IllegalArgumentException("there are no receipts of this content");
    };
  }

  private Optional<String> proofFault(SignedTx tx, EvmAddress to) {
    Header header = Header.parse(evidence.header());
    if (!header.hash().equals(blockHash()) || header.number() != position.block()) {
      return Optional.of("the position is not that of the proven block");
    }
    if (!time.equals(Optional.of(header.time()))) {
      return Optional.of("the time is not that of the proven block");
    }
    byte[] value =
        MerklePatricia.value(
                Hex.bytes(header.receiptsRoot()),
                MerklePatricia.key(position.tx()),
                evidence.nodes())
            .orElseThrow(() -> new IllegalArgumentException("the block has no such receipt"));
    List<EventLog> logs = Receipt.logs(value);
    if (position.log() >= logs.size()
        || !isSaidBy(logs.get(position.log()), to.contract(), tx.from())) {
      return Optional.of("the proven receipt says something else");
    }
    return Optional.empty();
  }
}

package org.bricscodes.ledger.xinghuo;

import java.time.Instant;
import java.util.Optional;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerReceipt;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.TxId;

/**
 * What receipts of anchors and of single events have in common, and the check of all that needs no
 * node: that the account's own key signed a transaction which writes this very content, and that
 * all the receipt says fits together. That the transaction was executed, only nodes can say: no
 * proof that ends at the validators' keys can be had from their interface.
 *
 * @param content what the receipt itself says it is about
 * @param evidence in the form of {@link Evidence}
 */
record ReceiptFacts(
    LedgerId ledger,
    String adapter,
    TxId txId,
    Position position,
    Optional<Instant> time,
    Content content,
    Evidence evidence) {

  static final String ADAPTER = "xinghuo/1";

  /**
   * @throws IllegalArgumentException if its evidence is not in our form
   */
  static ReceiptFacts of(LedgerReceipt receipt) {
    return new ReceiptFacts(
        receipt.ledger(),
        receipt.adapter(),
        receipt.txId(),
        receipt.position(),
        receipt.time(),
        receipt.content(),
        Evidence.parse(receipt.evidence()));
  }

  /**
   * The evidence, if it fits together with the rest.
   *
   * @throws IllegalArgumentException saying what does not fit first
   */
  Evidence check(Content expected, Chain chain) {
    require(adapter.equals(ADAPTER), "this is no receipt of form " + ADAPTER);
    require(content.equals(expected), "the receipt is about something else");
    require(evidence.chain().equals(chain), "the receipt is of another network");
    require(
        evidence.signed().txId().equals(txId), "the transaction id is not the hash of the blob");
    LedgerHeader header = evidence.header();
    require(header.position().equals(position), "the position is not that of the header");
    require(Optional.of(header.time()).equals(time), "the time is not that of the header");
    requireSigned(chain);
    return evidence;
  }

  private void requireSigned(Chain chain) {
    SignedBlob signed = evidence.signed();
    byte[] blob = signed.blobBytes();
    Transaction tx = new BlobCodec(chain.profile()).parse(blob);
    require(
        tx.chainId() == chain.chainId() && tx.domainId() == chain.domainId(),
        "the transaction is for another chain id or domain");
    require(
        ledger.equals(chain.ledger(tx.source())),
        "the transaction is of another account than the ledger's");
    VerifyingKey key = chain.profile().keys().parsePublic(signed.publicKey());
    require(chain.profile().keys().isOf(tx.source(), key), "the key is not the account's");
    require(key.verifies(blob, signed.signatureBytes()), "the signature does not verify");
    require(Entries.carries(tx, content), "the transaction does not write this");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

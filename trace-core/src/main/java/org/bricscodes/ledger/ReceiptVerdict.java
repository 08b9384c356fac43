package org.bricscodes.ledger;

/** What became of checking a receipt. */
public sealed interface ReceiptVerdict {

  /** The ledger holds the checkpoint, finally, at the receipt's position. */
  record Valid() implements ReceiptVerdict {}

  /** The receipt, the ledger and the checkpoint do not agree; {@code reason} is the first cause. */
  record Mismatch(String reason) implements ReceiptVerdict {}

  /** The ledger does not know the transaction. */
  record NotFound() implements ReceiptVerdict {}

  /** The ledger knows the transaction and does not call it final. */
  record NotFinal() implements ReceiptVerdict {}

  /** The ledger could not be read, so nothing can be said. */
  record Unreachable(String reason) implements ReceiptVerdict {}
}

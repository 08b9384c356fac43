package org.bricscodes.ledger;

import org.bricscodes.tlog.Checkpoint;

/** Checks receipts of one ledger off-line, under a trust anchor fixed when it was made. */
@FunctionalInterface
public interface ReceiptVerifier {

  /**
   * Says whether {@code receipt} proves that the ledger holds {@code checkpoint}. Uses no network
   * and no files, never throws for bad evidence, may be called from any thread.
   *
   * @return {@link ReceiptVerdict.Valid} or {@link ReceiptVerdict.Mismatch}, nothing else
   */
  ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint);
}

package org.bricscodes.ledger.fabric;

import java.time.Duration;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.tlog.Checkpoint;

/**
 * Reads for who has pinned nothing: the organisations are those the channel names now, and the
 * writer is the one the receipt names. That it is the right one is the verifier's to know.
 */
final class UnpinnedReader implements LedgerReader {

  private final FabricLedger ledger;

  UnpinnedReader(FabricLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    String writer;
    try {
      writer = Evidence.parse(receipt.evidence()).writer();
    } catch (IllegalArgumentException e) {
      return new ReceiptVerdict.Mismatch("the evidence does not hold: " + e.getMessage());
    }
    return ledger.verifyOf(writer, receipt, checkpoint, within);
  }

  @Override
  public void close() {
    ledger.close();
  }
}

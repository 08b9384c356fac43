package org.bricscodes.ledger.directory;

import java.time.Duration;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;

/** Single events in the second log, each an entry of its own. */
record DirectoryEvents(BookKeeper keeper) implements EventRecorder {

  @Override
  public EventReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    return keeper.read(within, book -> book.eventReceipt(prepared));
  }

  @Override
  public ReceiptVerdict verify(EventReceipt receipt, EventRecord record, Duration within)
      throws InterruptedException {
    try {
      return keeper.read(within, book -> book.verify(receipt, record));
    } catch (LedgerException e) {
      return new ReceiptVerdict.Unreachable(String.valueOf(e.getMessage()));
    }
  }
}

package org.bricscodes.ledger.fabric;

import java.time.Duration;
import java.util.Optional;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;

/** Single events; their evidence is that of anchors. */
final class FabricEvents implements EventRecorder {

  private final FabricLedger ledger;
  private final Receipts receipts;
  private final ReceiptCheck check;

  FabricEvents(FabricLedger ledger, Receipts receipts, ReceiptCheck check) {
    this.ledger = ledger;
    this.receipts = receipts;
    this.check = check;
  }

  @Override
  public EventReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    if (!(prepared.content() instanceof EventRecord event)) {
      throw Fault.INVALID_INPUT.because("this transaction carries no event record");
    }
    Receipts.Proof proof = ledger.proof(prepared, Deadline.in(within));
    EventReceipt receipt =
        new EventReceipt(
            ledger.descriptor().id(),
            ReceiptCheck.ADAPTER,
            proof.stored().txId(),
            proof.position(),
            Optional.of(proof.stored().time()),
            event,
            proof.evidence().bytes());
    FabricLedger.requireHolds(check.verify(receipt, event));
    return receipt;
  }

  @Override
  public ReceiptVerdict verify(EventReceipt receipt, EventRecord record, Duration within)
      throws InterruptedException {
    ReceiptVerdict alone = check.verify(receipt, record);
    return alone instanceof ReceiptVerdict.Valid
        ? receipts.reread(Claim.of(receipt), Deadline.in(within))
        : alone;
  }
}

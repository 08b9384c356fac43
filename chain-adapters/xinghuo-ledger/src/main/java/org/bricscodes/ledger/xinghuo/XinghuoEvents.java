package org.bricscodes.ledger.xinghuo;

import java.time.Duration;
import java.util.Optional;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.EventRecorder;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.xinghuo.AnchorWriter.Attempt;

/**
 * Single events: each is a transaction of its own, kept by its block. What the account shows is
 * only the newest, so a receipt is made and checked by the block alone.
 */
final class XinghuoEvents implements EventRecorder {

  /** Finds the block an attempt was executed in, with effect. */
  interface Finding {
    LedgerHeader executedIn(Node node, Attempt attempt, Deadline deadline)
        throws LedgerException, NodeFailure, InterruptedException;
  }

  private final Chain chain;
  private final XinghuoReader reader;
  private final AnchorWriter writer;
  private final Finding finding;

  XinghuoEvents(Chain chain, XinghuoReader reader, AnchorWriter writer, Finding finding) {
    this.chain = chain;
    this.reader = reader;
    this.writer = writer;
    this.finding = finding;
  }

  @Override
  public EventReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException {
    reader.requireOpen();
    if (!(prepared.content() instanceof EventRecord event)) {
      throw Fault.INVALID_INPUT.because("this transaction carries no event record");
    }
    Attempt attempt = writer.read(prepared);
    LedgerHeader header =
        reader
            .nodes()
            .read(
                Deadline.after(within),
                (node, newest, deadline) -> finding.executedIn(node, attempt, deadline));
    return new EventReceipt(
        prepared.ledger(),
        ReceiptFacts.ADAPTER,
        prepared.txId(),
        header.position(),
        Optional.of(header.time()),
        event,
        new Evidence(chain, header, attempt.signed()).bytes());
  }

  @Override
  public ReceiptVerdict verify(EventReceipt receipt, EventRecord event, Duration within)
      throws InterruptedException {
    return reader.verify(receipt, event, within);
  }
}

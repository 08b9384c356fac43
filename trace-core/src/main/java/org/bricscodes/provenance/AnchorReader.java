package org.bricscodes.provenance;

import java.util.Optional;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.tlog.Checkpoint;

/** Asks ledgers themselves about receipts, at nodes of the verifier's choice. Calls block. */
@FunctionalInterface
public interface AnchorReader {

  /** Nobody is asked. */
  AnchorReader NONE = (receipt, checkpoint, trust) -> Optional.empty();

  /**
   * What a node says about {@code receipt}; empty if the verifier named none for its ledger. Never
   * throws for bad evidence; a node that cannot be asked is {@link ReceiptVerdict.Unreachable}.
   *
   * @param trust what the ledger's receipts are checked under, pinned or the file's
   */
  Optional<Answer> ask(AnchorReceipt receipt, Checkpoint checkpoint, String trust);

  /**
   * What a node said.
   *
   * @param node its address, as the verifier gave it
   */
  record Answer(String node, ReceiptVerdict verdict) {}
}

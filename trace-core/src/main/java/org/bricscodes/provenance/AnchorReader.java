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
   * @param trust what the verifier pinned of the ledger; where that is nothing, the file's if it is
   *     one key ({@link org.bricscodes.ledger.LedgerProvider#isTrustOneKey}), else empty
   */
  Optional<Answer> ask(AnchorReceipt receipt, Checkpoint checkpoint, String trust);

  /**
   * What a node said.
   *
   * @param node its address, as it may be shown: nothing in it that lets anyone in
   */
  record Answer(String node, ReceiptVerdict verdict) {}
}

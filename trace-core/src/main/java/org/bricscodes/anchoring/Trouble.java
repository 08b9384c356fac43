package org.bricscodes.anchoring;

import java.time.Instant;
import java.util.Optional;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.TxId;

/** Something that went wrong, as it is stored and shown. */
record Trouble(long size, Optional<TxId> txId, Fault fault, String reason, Instant at) {

  private static final int MAX_REASON = 500;

  Trouble {
    if (reason.length() > MAX_REASON) {
      reason = reason.substring(0, MAX_REASON - 1) + "…";
    }
  }

  static Trouble of(long size, Optional<TxId> txId, LedgerException e, Instant at) {
    String message = e.getMessage();
    return new Trouble(size, txId, e.fault(), message == null ? "" : message, at);
  }

  /** Whether the ledger asked for more when this attempt was last sent, or we for less. */
  boolean isUnderpriced(Attempt attempt) {
    return fault == Fault.UNDERPRICED && txId.filter(attempt.prepared().txId()::equals).isPresent();
  }

  boolean sameCauseAs(Trouble other) {
    return size == other.size && fault == other.fault;
  }
}

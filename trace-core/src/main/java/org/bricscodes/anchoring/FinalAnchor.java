package org.bricscodes.anchoring;

import java.time.Instant;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.TxId;
import org.bricscodes.tlog.Digest;

/**
 * A checkpoint that a ledger holds for good.
 *
 * @param size of our log at that checkpoint
 * @param root of our log at that size
 * @param finalAt when we saw it final, by our own clock
 */
public record FinalAnchor(
    LedgerId ledger, long size, Digest root, TxId txId, Position position, Instant finalAt) {

  /**
   * Whether proving something of the log at {@code logSize} from this anchor takes a consistency
   * proof from {@code logSize} to {@link #size}; an inclusion proof made at {@link #size} needs
   * none.
   */
  public boolean needsConsistencyFrom(long logSize) {
    return logSize < size;
  }
}

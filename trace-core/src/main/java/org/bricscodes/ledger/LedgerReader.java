package org.bricscodes.ledger;

import java.time.Duration;
import org.bricscodes.tlog.Checkpoint;

/**
 * Reads a ledger for who verifies. Needs no writer's credentials, writes nothing. Threads and
 * secrets as in {@link Ledger}.
 */
public interface LedgerReader extends AutoCloseable {

  /**
   * Reads the ledger again and says whether it bears out {@code receipt} for {@code checkpoint}:
   * who wrote it, by which transaction, where and when. Never throws for "invalid". Off-line checks
   * are a {@link ReceiptVerifier}'s.
   */
  ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException;

  /** Releases connections and files. Idempotent. */
  @Override
  void close();
}

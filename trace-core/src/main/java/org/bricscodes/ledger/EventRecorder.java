package org.bricscodes.ledger;

import java.time.Duration;

/**
 * A facet of ledgers with {@link Capability#PER_EVENT}: single entries of a log stand on the ledger
 * by themselves. An {@link EventRecord} goes the way of every transaction: {@link Ledger#prepare},
 * persist, {@link Ledger#submit}, {@link Ledger#inspect} until final.
 *
 * <p>A caller prepares the records of one log in ascending order of index. A ledger may refuse one
 * that comes after a larger index as {@link Fault#STALE_HEAD}. The same record a second time, in a
 * new transaction too, is taken; whether it stands there once or twice, both say the same.
 */
public interface EventRecorder {

  /**
   * The evidence for a final record.
   *
   * @throws LedgerException.Refused with {@link Fault#NOT_FINAL} if the transaction is not final,
   *     with {@link Fault#INVALID_INPUT} if it carries something else
   * @throws LedgerException.Unavailable if the ledger cannot be read in time
   */
  EventReceipt receipt(Prepared prepared, Duration within)
      throws LedgerException, InterruptedException;

  /**
   * Reads the ledger again and says whether it bears out {@code receipt} for {@code record}. Never
   * throws for "invalid"; needs no writer's credentials.
   */
  ReceiptVerdict verify(EventReceipt receipt, EventRecord record, Duration within)
      throws InterruptedException;
}

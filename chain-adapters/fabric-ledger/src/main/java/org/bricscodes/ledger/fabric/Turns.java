package org.bricscodes.ledger.fabric;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.TxId;

/**
 * Lets the submissions of one transaction in this process go one after the other, so that one is
 * told it was accepted and the others that it was known.
 */
final class Turns {

  private static final int STRIPES = 64;

  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

  /** What is done in one's turn. */
  @FunctionalInterface
  interface Turn<T> {
    T run() throws LedgerException, InterruptedException;
  }

  /**
   * @throws LedgerException.OutcomeUnknown if the turn does not come in time: another's may have
   *     handed the same in
   */
  <T> T take(TxId txId, Deadline deadline, Turn<T> turn)
      throws LedgerException, InterruptedException {
    ReentrantLock lock = locks.get(Math.floorMod(txId.hashCode(), STRIPES));
    if (!lock.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      throw Fault.TIMEOUT.because("another submission of this transaction is under way");
    }
    try {
      return turn.run();
    } finally {
      lock.unlock();
    }
  }
}

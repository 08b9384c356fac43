package org.bricscodes.api;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many exports may be under way: each holds up to a few row groups of memory. */
final class ExportSlots {

  static final int MAX = 8;

  private final Semaphore free = new Semaphore(MAX);

  /**
   * Takes a slot, to be closed once.
   *
   * @throws Problem {@link ProblemKind#OVERLOADED} when all are taken
   */
  Slot take() {
    if (!free.tryAcquire()) {
      throw new Problem(
          ProblemKind.OVERLOADED, MAX + " exports are under way; try again when one has ended");
    }
    return new Slot();
  }

  /** A place among those under way; closing it twice is harmless. */
  final class Slot implements AutoCloseable {

    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        free.release();
      }
    }
  }
}

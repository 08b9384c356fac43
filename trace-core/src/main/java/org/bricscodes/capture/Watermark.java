package org.bricscodes.capture;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A number that only rises, until it is closed, and can be waited for. Safe for many threads. */
final class Watermark {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long value;
  private boolean closed;

  Watermark(long value) {
    this.value = value;
  }

  long value() {
    lock.lock();
    try {
      return value;
    } finally {
      lock.unlock();
    }
  }

  /** Never lowers it. */
  void raise(long to) {
    lock.lock();
    try {
      if (to > value) {
        value = to;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waiting; the value stays. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Has everyone who waits ask again whether it is enough. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it will rise no more. */
  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the value exceeds {@code below}, it is closed, or the time is over.
   *
   * @return whether the value exceeds {@code below}
   */
  boolean awaitAbove(long below, long nanos) throws InterruptedException {
    return awaitAbove(below, nanos, () -> false);
  }

  /**
   * As {@link #awaitAbove(long, long)}, also ending when {@code enough}, asked at {@link #wake}.
   */
  boolean awaitAbove(long below, long nanos, BooleanSupplier enough) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (value <= below && !closed && left > 0 && !enough.getAsBoolean()) {
        left = changed.awaitNanos(left);
      }
      return value > below;
    } finally {
      lock.unlock();
    }
  }
}

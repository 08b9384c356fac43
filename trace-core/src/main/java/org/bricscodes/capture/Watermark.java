package org.bricscodes.capture;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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

  /**
   * Waits until the value exceeds {@code below}, it is closed, or the time is over.
   *
   * @return whether the value exceeds {@code below}
   */
  boolean awaitAbove(long below, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (value <= below && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return value > below;
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #awaitAbove(long, long)}, with no end but closing. */
  boolean awaitAbove(long below) throws InterruptedException {
    return awaitAbove(below, TimeUnit.DAYS.toNanos(36_500));
  }
}

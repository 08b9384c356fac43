package org.bricscodes.store.cassandra;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Counts the writing calls under way and their bytes, and lets in no more than are allowed. */
final class Gate {

  private final int maxCalls;
  private final long maxBytes;
  private final Lock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private int calls;
  private long bytes;
  private @Nullable StoreException closedBy;

  Gate(int maxCalls, long maxBytes) {
    this.maxCalls = maxCalls;
    this.maxBytes = maxBytes;
  }

  /** Lets a call in, or says why not. */
  @Nullable StoreException enter(long size) {
    lock.lock();
    try {
      if (closedBy != null) {
        return closedBy;
      }
      if (calls >= maxCalls || (calls > 0 && bytes + size > maxBytes)) {
        return new StoreException.Overloaded();
      }
      calls++;
      bytes += size;
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** A call that was let in has ended. */
  void leave(long size) {
    lock.lock();
    try {
      calls--;
      bytes -= size;
      if (calls == 0) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more, for this reason; the first stands. */
  void close(StoreException reason) {
    lock.lock();
    try {
      if (closedBy == null) {
        closedBy = reason;
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closedBy != null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, however often interrupted, until those let in have ended. */
  void drain() {
    lock.lock();
    try {
      while (calls > 0) {
        empty.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  int calls() {
    lock.lock();
    try {
      return calls;
    } finally {
      lock.unlock();
    }
  }
}

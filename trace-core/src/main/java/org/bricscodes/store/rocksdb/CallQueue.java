package org.bricscodes.store.rocksdb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Calls waiting for the committer, bounded in number and bytes. */
final class CallQueue {

  private final int maxCalls;
  private final long maxBytes;
  private final Lock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Deque<Call> calls = new ArrayDeque<>();
  private long bytes;
  private int taken;
  private @Nullable StoreException closedBy;

  CallQueue(int maxCalls, long maxBytes) {
    this.maxCalls = maxCalls;
    this.maxBytes = maxBytes;
  }

  /** Takes a call in, or fails it. */
  void offer(Call call) {
    long size = call.bytes();
    StoreException refusal;
    lock.lock();
    try {
      refusal = closedBy;
      if (refusal == null && isFullFor(size)) {
        refusal = new StoreException.Overloaded();
      }
      if (refusal == null) {
        calls.add(call);
        bytes += size;
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
    if (refusal != null) {
      call.fail(refusal);
    }
  }

  /**
   * Waits for calls and takes the oldest, up to the bounds, at least one. Empty when the queue is
   * closed and drained. What was taken before counts as finished.
   */
  List<Call> take(int atMostCalls, long atMostBytes) {
    List<Call> batch = new ArrayList<>();
    lock.lock();
    try {
      taken = 0;
      while (calls.isEmpty() && closedBy == null) {
        arrived.awaitUninterruptibly();
      }
      long size = 0;
      while (!calls.isEmpty() && batch.size() < atMostCalls) {
        long next = calls.getFirst().bytes();
        if (!batch.isEmpty() && size + next > atMostBytes) {
          break;
        }
        batch.add(calls.removeFirst());
        size += next;
      }
      bytes -= size;
      taken = batch.size();
    } finally {
      lock.unlock();
    }
    return batch;
  }

  /** Refuses further calls for this reason; those waiting stay. The first reason stands. */
  void close(StoreException reason) {
    lock.lock();
    try {
      if (closedBy == null) {
        closedBy = reason;
      }
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Calls accepted and not finished. */
  int size() {
    lock.lock();
    try {
      return calls.size() + taken;
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

  private boolean isFullFor(long size) {
    return calls.size() >= maxCalls || (!calls.isEmpty() && bytes + size > maxBytes);
  }
}

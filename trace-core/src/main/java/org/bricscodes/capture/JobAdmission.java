package org.bricscodes.capture;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the jobs under way and their bytes, and holds new ones to the {@link CaptureLimits}. */
final class JobAdmission {

  private final CaptureLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private int jobs;
  private long bytes;
  private boolean closed;

  JobAdmission(CaptureLimits limits) {
    this.limits = limits;
  }

  /** Whether the job may be taken on; if so {@link #leave} must follow. */
  boolean enter(long documentBytes) {
    lock.lock();
    try {
      if (closed
          || jobs >= limits.jobsUnderWay()
          || bytes + documentBytes > limits.bytesUnderWay()) {
        return false;
      }
      jobs++;
      bytes += documentBytes;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** For a job accepted before: it is worked off whatever the limits say. */
  void readmit() {
    lock.lock();
    try {
      jobs++;
    } finally {
      lock.unlock();
    }
  }

  void leave(long documentBytes) {
    lock.lock();
    try {
      jobs--;
      bytes -= documentBytes;
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int jobs() {
    lock.lock();
    try {
      return jobs;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more jobs on. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until none is under way or the time is over. */
  void awaitNone(long nanos) {
    lock.lock();
    try {
      long remaining = nanos;
      while (jobs > 0 && remaining > 0) {
        remaining = left.awaitNanos(remaining);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}

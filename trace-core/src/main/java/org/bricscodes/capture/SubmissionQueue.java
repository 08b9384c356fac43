package org.bricscodes.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The bounded queue in front of the recorder's thread; many put in, one takes out. */
final class SubmissionQueue {

  /** Index rows of a group after which it takes no further submission. */
  private static final int GROUP_ROWS = 20_000;

  private static final long GROUP_BYTES = 16 << 20;

  private final RecorderOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Submission> waiting = new ArrayDeque<>();
  private int events;
  private long bytes;
  private @Nullable CaptureException stopped;

  SubmissionQueue(RecorderOptions options) {
    this.options = options;
  }

  /** Puts it in, or throws {@link CaptureException.Overloaded} or what the queue stopped with. */
  void put(Submission submission) {
    lock.lock();
    try {
      if (stopped != null) {
        throw stopped;
      }
      boolean fits =
          events + submission.events().size() <= options.queuedEvents()
              && bytes + submission.bytes() <= options.queuedBytes();
      if (!fits && !waiting.isEmpty()) {
        throw new CaptureException.Overloaded();
      }
      waiting.add(submission);
      events += submission.events().size();
      bytes += submission.bytes();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something, then takes what makes one group; empty when stopped and drained. */
  List<Submission> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && stopped == null) {
        changed.await();
      }
      List<Submission> group = new ArrayList<>();
      int groupEvents = 0;
      int groupRows = 0;
      long groupBytes = 0;
      for (Submission head = waiting.peek(); head != null; head = waiting.peek()) {
        groupEvents += head.events().size();
        groupRows += head.rows();
        groupBytes += head.bytes();
        boolean fits =
            groupEvents <= options.groupEvents()
                && groupRows <= GROUP_ROWS
                && groupBytes <= GROUP_BYTES;
        if (!fits && !group.isEmpty()) {
          break;
        }
        group.add(waiting.remove());
        events -= head.events().size();
        bytes -= head.bytes();
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more in; what waits may still be taken. The first reason stays. */
  void stop(CaptureException reason) {
    lock.lock();
    try {
      if (stopped == null) {
        stopped = reason;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Everything that still waits, to be told that it is over. */
  List<Submission> drain() {
    lock.lock();
    try {
      List<Submission> rest = List.copyOf(waiting);
      waiting.clear();
      return rest;
    } finally {
      lock.unlock();
    }
  }

  @Nullable CaptureException stopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }
}

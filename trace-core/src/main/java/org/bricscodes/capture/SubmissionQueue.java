package org.bricscodes.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bricscodes.shares.FairQueue;
import org.bricscodes.shares.FairShares;
import org.bricscodes.shares.FairShares.Taking;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue in front of the recorder's thread; many put in, one takes out. Parties share
 * its room and take turns, one submission each; the order of each party's own is kept.
 */
final class SubmissionQueue {

  /** Index rows of a group after which it takes no further submission. */
  private static final int GROUP_ROWS = 20_000;

  private static final long GROUP_BYTES = 16 << 20;

  private final RecorderOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final FairShares events;
  private final FairShares bytes;
  private final FairQueue<Waiting> waiting = new FairQueue<>(Integer.MAX_VALUE);
  private @Nullable CaptureException stopped;

  /** A submission and the room it takes. */
  private record Waiting(Submission submission, FairShares.Share events, FairShares.Share bytes) {
    Submission taken() {
      events.close();
      bytes.close();
      return submission;
    }
  }

  SubmissionQueue(RecorderOptions options) {
    this.options = options;
    this.events = new FairShares(options.queuedEvents(), System::nanoTime);
    this.bytes = new FairShares(options.queuedBytes(), System::nanoTime);
  }

  /** Puts it in, or throws {@link CaptureException.Overloaded} or what the queue stopped with. */
  void put(Submission submission) {
    lock.lock();
    try {
      if (stopped != null) {
        throw stopped;
      }
      FairShares.Share some = take(events, submission.party(), submission.size());
      FairShares.Share room;
      try {
        room = take(bytes, submission.party(), submission.bytes());
      } catch (CaptureException.Overloaded e) {
        some.close();
        throw e;
      }
      waiting.offer(submission.party(), new Waiting(submission, some, room), _ -> {});
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private static FairShares.Share take(FairShares shares, String party, long amount) {
    return switch (shares.take(party, amount)) {
      case Taking.Taken(FairShares.Share share) -> share;
      case Taking.AllTaken _, Taking.OwnShare _ -> throw new CaptureException.Overloaded();
    };
  }

  /** Waits for something, then takes what makes one group; empty when stopped and drained. */
  List<Submission> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.size() == 0 && stopped == null) {
        changed.await();
      }
      List<Submission> group = new ArrayList<>();
      int groupEvents = 0;
      int groupRows = 0;
      long groupBytes = 0;
      for (Waiting head = waiting.peek(); head != null; head = waiting.peek()) {
        groupEvents += head.submission().size();
        groupRows += head.submission().rows();
        groupBytes += head.submission().bytes();
        boolean fits =
            groupEvents <= options.groupEvents()
                && groupRows <= GROUP_ROWS
                && groupBytes <= GROUP_BYTES;
        if (!fits && !group.isEmpty()) {
          break;
        }
        waiting.poll();
        group.add(head.taken());
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
      List<Submission> rest = new ArrayList<>();
      for (Waiting head = waiting.poll(); head != null; head = waiting.poll()) {
        rest.add(head.taken());
      }
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

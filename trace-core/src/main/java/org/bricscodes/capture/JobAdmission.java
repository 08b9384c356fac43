package org.bricscodes.capture;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bricscodes.shares.FairShares;
import org.bricscodes.shares.FairShares.Taking;

/**
 * Counts the jobs under way and their bytes, and holds new ones to the {@link CaptureLimits}, which
 * parties share fairly.
 */
final class JobAdmission {

  private final FairShares places;
  private final FairShares memory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private int jobs;
  private boolean closed;

  /** Whether a job may be taken on. */
  sealed interface Entry {

    /** It may; {@link Job#leave} must follow. */
    record Entered(Job job) implements Entry {}

    /** Too much is under way, or nothing is taken on any more. */
    record Busy() implements Entry {}

    /** Too much of its party's is under way. */
    record OverShare() implements Entry {}
  }

  JobAdmission(CaptureLimits limits) {
    this.places = new FairShares(limits.jobsUnderWay(), System::nanoTime);
    this.memory = new FairShares(limits.bytesUnderWay(), System::nanoTime);
  }

  Entry enter(String party, long documentBytes) {
    lock.lock();
    try {
      if (closed) {
        return new Entry.Busy();
      }
      return switch (places.take(party, 1)) {
        case Taking.AllTaken _ -> new Entry.Busy();
        case Taking.OwnShare _ -> new Entry.OverShare();
        case Taking.Taken(FairShares.Share place) ->
            switch (memory.take(party, documentBytes)) {
              case Taking.AllTaken _ -> {
                place.close();
                yield new Entry.Busy();
              }
              case Taking.OwnShare _ -> {
                place.close();
                yield new Entry.OverShare();
              }
              case Taking.Taken(FairShares.Share bytes) -> new Entry.Entered(job(place, bytes));
            };
      };
    } finally {
      lock.unlock();
    }
  }

  /** For a job accepted before: it is worked off whatever the limits say. */
  Job readmit(String party) {
    lock.lock();
    try {
      return job(places.claim(party, 1), memory.claim(party, 0));
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

  private Job job(FairShares.Share place, FairShares.Share bytes) {
    jobs++;
    return new Job(place, bytes);
  }

  /** A job under way. */
  final class Job {

    private final FairShares.Share place;
    private final FairShares.Share bytes;

    private Job(FairShares.Share place, FairShares.Share bytes) {
      this.place = place;
      this.bytes = bytes;
    }

    /** To be called once, when it is under way no more. */
    void leave() {
      lock.lock();
      try {
        place.close();
        bytes.close();
        jobs--;
        left.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}

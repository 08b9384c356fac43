package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a node that does its work in turns, one after the other, until it is told to end. It
 * may be cut short only where it {@linkplain #waits says} that it waits, so that what it writes is
 * never half done for that.
 *
 * <p>A turn that fails ends it, and {@link #awaitEnd} says with what.
 */
final class Duty implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Duty.class.getName());

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** Whether the thread may be interrupted; guarded by this. */
  private boolean waiting;

  private volatile @Nullable Throwable unfit;

  /**
   * Does not begin yet.
   *
   * @param turn done again and again, with this; it asks {@link #ends} and {@link #pause}s
   * @param end done at the end, whatever that was
   */
  Duty(String name, Runnable turn, Runnable end) {
    this.thread = Thread.ofPlatform().name(name).unstarted(() -> run(turn, end));
  }

  void start() {
    thread.start();
  }

  /** Whether it was told to end. Any thread. */
  boolean ends() {
    return closing.getCount() == 0;
  }

  /** Whether it has ended. Any thread. */
  boolean isOver() {
    return !thread.isAlive();
  }

  /** This turn is the last. By the thread itself. */
  void done() {
    closing.countDown();
  }

  /** It is no use going on, for a cause outside of its turns. Any thread. */
  void fail(Throwable cause) {
    unfit = cause;
    tell();
  }

  /** What it failed with, if it did. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(unfit);
  }

  /**
   * From now on the thread may be interrupted, or may not. By the thread itself.
   *
   * @return false if it is to end
   */
  synchronized boolean waits(boolean now) {
    waiting = now;
    if (!now) {
      var _ = Thread.interrupted(); // what follows is not to be cut short
    }
    return !ends();
  }

  /** Does nothing for a while, or until it is told to end. By the thread itself. */
  void pause(Duration time) {
    try {
      var _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "woken to end");
    }
  }

  /**
   * Waits until it has ended.
   *
   * @throws RuntimeException what a turn failed with
   */
  void awaitEnd() throws InterruptedException {
    thread.join();
    switch (unfit) {
      case null -> {}
      case RuntimeException failure -> throw failure;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  /** Tells it to end, and waits until it has. Idempotent. */
  @Override
  public void close() {
    tell();
    Await.end(thread);
  }

  private void tell() {
    closing.countDown();
    synchronized (this) {
      if (waiting) {
        thread.interrupt();
      }
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever it is, whoever waits for the end is told
  private void run(Runnable turn, Runnable end) {
    try {
      while (!ends()) {
        turn.run();
      }
    } catch (RuntimeException | Error e) {
      if (!ends()) {
        unfit = e;
      }
    } finally {
      waits(false);
      end.run();
    }
  }
}

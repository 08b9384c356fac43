package org.bricscodes.ledger.directory;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.tlog.LogException;
import org.bricscodes.tlog.TlogException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that works on an {@link AnchorBook}. Callers wait for it with a deadline and may
 * be interrupted; the thread itself never is, because an interruption in the middle of a file write
 * would close the file. A book that failed is closed and opened anew by the next call.
 */
final class BookKeeper implements AutoCloseable {

  private static final int QUEUE = 256;

  private final Supplier<AnchorBook> opener;
  private final ThreadPoolExecutor thread;

  /** Touched by the thread only, and after its end by who closes. */
  private @Nullable AnchorBook book;

  /** Work on a book. */
  @FunctionalInterface
  interface Task<T> {
    T on(AnchorBook book) throws LedgerException;
  }

  private BookKeeper(Supplier<AnchorBook> opener) {
    this.opener = opener;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("directory-ledger").factory());
  }

  /**
   * Opens the book.
   *
   * @throws LedgerException.Unavailable if another process holds it
   * @throws LedgerException.Refused if it cannot be trusted as it is
   */
  static BookKeeper start(Supplier<AnchorBook> opener)
      throws LedgerException, InterruptedException {
    BookKeeper keeper = new BookKeeper(opener);
    boolean open = false;
    try {
      keeper.read(Duration.ofHours(1), AnchorBook::size);
      open = true;
      return keeper;
    } finally {
      if (!open) {
        keeper.close();
      }
    }
  }

  /** Runs a task that writes nothing. */
  <T> T read(Duration within, Task<T> task) throws LedgerException, InterruptedException {
    return run(within, task, Fault.UNAVAILABLE);
  }

  /** Runs a task that may write; when its outcome is unknown, the failure says so. */
  <T> T write(Duration within, Task<T> task) throws LedgerException, InterruptedException {
    return run(within, task, Fault.TIMEOUT);
  }

  private <T> T run(Duration within, Task<T> task, Fault unknown)
      throws LedgerException, InterruptedException {
    Future<T> done = enqueue(() -> work(task, unknown));
    try {
      return done.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      done.cancel(false);
      throw unknown.because("the log did not answer in time", e);
    } catch (InterruptedException e) {
      done.cancel(false);
      throw e;
    } catch (CancellationException e) {
      throw Fault.UNAVAILABLE.because("the ledger is closed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LedgerException cause) {
        throw cause;
      }
      throw new IllegalStateException("a task of the directory ledger failed", e.getCause());
    }
  }

  private <T> Future<T> enqueue(Callable<T> task) throws LedgerException {
    try {
      return thread.submit(task);
    } catch (RejectedExecutionException e) {
      throw thread.isShutdown()
          ? Fault.UNAVAILABLE.because("the ledger is closed", e)
          : Fault.POOL_FULL.because("256 calls wait already", e);
    }
  }

  private <T> T work(Task<T> task, Fault unknown) throws LedgerException {
    AnchorBook open = open();
    try {
      return task.on(open);
    } catch (TlogException e) {
      // What the log holds now, only opening it again can tell.
      shut();
      throw unknown.because("the log failed: " + e.getMessage(), e);
    }
  }

  private AnchorBook open() throws LedgerException {
    AnchorBook open = book;
    if (open != null) {
      return open;
    }
    try {
      open = opener.get();
      book = open;
      return open;
    } catch (LogException e) {
      throw fault(e.reason()).because("the log does not open: " + e.getMessage(), e);
    } catch (TlogException | IllegalArgumentException | IllegalStateException e) {
      throw Fault.INVALID_INPUT.because("the log holds what is no anchor: " + e.getMessage(), e);
    }
  }

  private static Fault fault(LogException.Reason reason) {
    return switch (reason) {
      case LOCKED, IO, CLOSED, CLOCK_BEHIND -> Fault.UNAVAILABLE;
      case CONTRADICTION -> Fault.CONTRADICTION;
      case DAMAGED -> Fault.INVALID_INPUT;
    };
  }

  private synchronized void shut() {
    AnchorBook open = book;
    book = null;
    if (open != null) {
      try {
        open.close();
      } catch (TlogException e) {
        System.getLogger(BookKeeper.class.getName())
            .log(System.Logger.Level.WARNING, "the second log could not be closed", e);
      }
    }
  }

  /** Finishes what was accepted, then closes the book. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      while (!thread.isTerminated()) {
        try {
          var _ = thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      shut();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

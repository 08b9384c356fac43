package org.bricscodes.samples.load;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests when they are due, not when the last came back. Latency counts from when a request
 * was due: a service that stands still for a second is told to have kept everybody waiting who came
 * in that second, not only the one it was busy with. A request that this driver itself sends late
 * is counted from when it was due, too.
 *
 * <p>At most {@value #MAX_UNDER_WAY} requests are under way; what is due beyond is not sent and
 * counts as an error, so that a service that drowns is not asked to answer for ever.
 */
final class OpenLoop {

  static final int MAX_UNDER_WAY = 20_000;

  /** What a request that could not be sent counts as. */
  static final String NOT_SENT = "not sent, too many under way";

  /** Kinds of errors that are told apart. */
  private static final int MAX_KINDS = 50;

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 3;
  private static final long SPIN_NANOS = 50_000;

  private final LongSupplier nanos;
  private final LongConsumer pause;

  /**
   * @param nanos the time, as {@link System#nanoTime} tells it
   * @param pause lets so many nanoseconds pass, or fewer
   */
  OpenLoop(LongSupplier nanos, LongConsumer pause) {
    this.nanos = nanos;
    this.pause = pause;
  }

  /** On the time of this machine. */
  static OpenLoop real() {
    return new OpenLoop(System::nanoTime, LockSupport::parkNanos);
  }

  /** Runs to the end: until everything sent was answered or failed. */
  Measured run(Schedule schedule, Requests requests) throws InterruptedException {
    Run run = new Run(nanos.getAsLong());
    long due = schedule.requests();
    for (long number = 0; number < due; number++) {
      long when = run.start + schedule.dueNanos(number);
      waitUntil(when);
      run.send(requests, number, when);
    }
    return run.end(due);
  }

  private void waitUntil(long when) throws InterruptedException {
    for (long left = when - nanos.getAsLong(); left > 0; left = when - nanos.getAsLong()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (left > SPIN_NANOS) {
        pause.accept(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private final class Run {

    private final long start;
    private final ConcurrentHistogram latencies = new ConcurrentHistogram(LONGEST, DIGITS);
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

    Run(long start) {
      this.start = start;
    }

    void send(Requests requests, long number, long when) {
      if (!underWay.tryAcquire()) {
        count(NOT_SENT);
        return;
      }
      var _ =
          requests.send(number).whenComplete((length, failure) -> answered(length, failure, when));
    }

    private void answered(@Nullable Long length, @Nullable Throwable failure, long when) {
      if (failure != null) {
        count(told(failure));
      } else {
        latencies.recordValue(Math.clamp(nanos.getAsLong() - when, 0, LONGEST));
        bytes.add(length == null ? 0 : length);
      }
      underWay.release();
    }

    private void count(String error) {
      String kind = errors.size() < MAX_KINDS || errors.containsKey(error) ? error : "others";
      errors.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    }

    Measured end(long due) throws InterruptedException {
      underWay.acquire(MAX_UNDER_WAY);
      long elapsed = nanos.getAsLong() - start;
      Map<String, Long> counted = new ConcurrentHashMap<>();
      errors.forEach((error, times) -> counted.put(error, times.sum()));
      return new Measured(due, latencies, bytes.sum(), counted, elapsed);
    }
  }

  private static String told(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String message = cause.getMessage();
    return cause instanceof UnexpectedAnswer && message != null
        ? message
        : cause.getClass().getSimpleName();
  }
}

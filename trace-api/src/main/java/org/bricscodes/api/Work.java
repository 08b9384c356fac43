package org.bricscodes.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that may block: a bounded pool of platform threads with a bounded queue. Store reads
 * hold their carrier in native code, so virtual threads would bring nothing here.
 */
final class Work implements AutoCloseable {

  private final Vertx vertx;
  private final ThreadPoolExecutor pool;

  /**
   * @param queue calls waiting at most; one more is refused as {@link ProblemKind#OVERLOADED}
   */
  Work(Vertx vertx, String name, int threads, int queue) {
    this.vertx = vertx;
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().name(name + "-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /** Runs {@code task} on the pool; the future completes on the caller's event loop. */
  <T> Future<T> run(Callable<T> task) {
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    try {
      pool.execute(() -> complete(context, promise, task));
    } catch (RejectedExecutionException e) {
      return Future.failedFuture(
          new Problem(ProblemKind.OVERLOADED, "too many requests are waiting; try again"));
    }
    return promise.future();
  }

  int waiting() {
    return pool.getQueue().size();
  }

  int busy() {
    return pool.getActiveCount();
  }

  @Override
  public void close() {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever a task throws belongs to the request it served
  private static <T> void complete(Context context, Promise<T> promise, Callable<T> task) {
    try {
      T value = task.call();
      context.runOnContext(ignored -> promise.complete(value));
    } catch (Throwable e) {
      context.runOnContext(ignored -> promise.fail(e));
    }
  }
}

package org.bricscodes.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The threads that may block: a bounded pool of platform threads with bounded queues, shared fairly
 * by {@linkplain Lane lanes}. Store reads hold their carrier in native code, so virtual threads
 * would bring nothing here.
 */
final class Work implements AutoCloseable {

  private final Vertx vertx;
  private final FairPool pool;

  /**
   * @param queue calls waiting at most, of parties and of networks; one more is refused as {@link
   *     ProblemKind#OVERLOADED}, and it is one of whoever has most waiting
   */
  Work(Vertx vertx, String name, int threads, int queue) {
    this.vertx = vertx;
    this.pool = new FairPool(name, threads, FairPool.mostOfOne(threads), queue);
  }

  /**
   * Runs {@code task} on the pool, in the lane of the caller's context; the future completes on the
   * caller's event loop.
   */
  <T> Future<T> run(Callable<T> task) {
    Context context = vertx.getOrCreateContext();
    return run(context, Lane.of(context), task);
  }

  /** The same in a lane that the caller knows. */
  <T> Future<T> run(Lane lane, Callable<T> task) {
    return run(vertx.getOrCreateContext(), lane, task);
  }

  private <T> Future<T> run(Context context, Lane lane, Callable<T> task) {
    Promise<T> promise = Promise.promise();
    pool.execute(
        lane,
        new FairPool.Task() {
          @Override
          public void run() {
            complete(context, promise, task);
          }

          @Override
          public void refuse() {
            context.runOnContext(
                ignored ->
                    promise.fail(
                        new Problem(
                            ProblemKind.OVERLOADED, "too many requests are waiting; try again")));
          }
        });
    return promise.future();
  }

  /** Completes after so long, on the caller's event loop. */
  Future<?> pause(Duration time) {
    return vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  int waiting() {
    return pool.waiting();
  }

  int busy() {
    return pool.busy();
  }

  @Override
  public void close() {
    pool.close();
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

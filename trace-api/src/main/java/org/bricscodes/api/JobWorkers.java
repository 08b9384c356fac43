package org.bricscodes.api;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that work capture documents off. The number of documents under way is bounded where
 * they are admitted, so the queue holds no more than that.
 */
final class JobWorkers implements Executor, AutoCloseable {

  private final ThreadPoolExecutor pool;

  JobWorkers() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(10_000),
            Thread.ofPlatform().name("capture-", 0).daemon().factory());
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}

package org.bricscodes.api;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * As many threads as there are processors, for computing that nobody else can be waiting for in
 * vain: what is refused, or lies in the queue for long, is done by whoever needs it.
 */
public final class Helpers implements Executor, AutoCloseable {

  private static final int QUEUE = 256;

  private final ThreadPoolExecutor pool;

  /**
   * @param name of the threads
   */
  public Helpers(String name) {
    int threads = Runtime.getRuntime().availableProcessors();
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** Takes no more; what is under way ends by itself. */
  @Override
  public void close() {
    pool.shutdown();
  }
}

package org.bricscodes.api;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * As many threads as there are processors, and two at least, in front of them a bounded queue; what
 * it has no room for is refused. They end when there is nothing to do, and never keep the process
 * up.
 */
public final class Workers implements Executor, AutoCloseable {

  /** Computing ahead: whoever needs what was refused, or lies here for long, does it himself. */
  private static final int HELPING = 256;

  /** More than there may be capture documents under way, which are bounded where they come in. */
  private static final int JOBS = 10_000;

  private final ThreadPoolExecutor pool;

  private Workers(String name, int queue) {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /** For the files of batches, block by block. */
  public static Workers helping() {
    return new Workers("trace-output", HELPING);
  }

  /** For capture documents. */
  static Workers ofJobs() {
    return new Workers("capture", JOBS);
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

package org.bricscodes.api.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a started server up until the process is asked to end. */
final class Running {

  private Running() {}

  /**
   * Blocks until the process is stopped; what was started has drained and closed by then.
   *
   * @param stop drains and closes it
   */
  static void untilStopped(Runnable stop, Runnable announce) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "trace-stop"));
    announce.run();
    never.await();
  }
}

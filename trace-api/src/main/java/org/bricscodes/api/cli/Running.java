package org.bricscodes.api.cli;

import java.util.concurrent.CountDownLatch;
import org.bricscodes.api.TraceServer;

/** Keeps a started server up until the process is asked to end. */
final class Running {

  private Running() {}

  /** Blocks until the process is stopped; the server has drained and closed by then. */
  static void untilStopped(TraceServer server, Runnable announce) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "trace-stop"));
    announce.run();
    never.await();
  }
}

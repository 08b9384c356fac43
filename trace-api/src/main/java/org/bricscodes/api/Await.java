package org.bricscodes.api;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits, on a thread that may block. */
final class Await {

  private static final long SECONDS = 60;

  private Await() {}

  /** The stage's value; its failure is thrown as it is. */
  static <T extends @Nullable Object> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(ProblemKind.OVERLOADED, "the service is stopping");
    } catch (TimeoutException e) {
      throw new Problem(ProblemKind.OVERLOADED, "storage did not answer in 60 seconds");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    }
  }

  /** Until the thread has ended; an interrupt does not cut that short, and is not lost. */
  static void end(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

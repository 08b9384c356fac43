package org.bricscodes.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting between two looks at what only time changes. */
public final class Pause {

  private Pause() {}

  /**
   * Blocks for that long.
   *
   * @throws StoreException.Interrupted if the thread is interrupted, which it stays
   */
  public static void of(Duration time) {
    try {
      var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Interrupted();
    }
  }
}

package org.bricscodes.store.cassandra;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bricscodes.store.StoreException;

/** Waiting between two looks at what only time changes. */
final class Pause {

  private Pause() {}

  /** Blocks for that long; {@link StoreException.Interrupted} if the thread is interrupted. */
  static void of(Duration time) {
    try {
      var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Interrupted();
    }
  }
}

package org.bricscodes.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;

/**
 * A copy of the API keys for a process that does not own them. The node that writes the service
 * gives and takes keys; this reads them again every two seconds, so that a revoked key ends here
 * within that, and when somebody comes with a key it does not know, once a second at most. While
 * the store does not answer the copy stays as it is, and nothing can be recorded with it.
 *
 * <p>Safe for use from any thread.
 */
final class FollowedKeys implements AutoCloseable {

  /** How long a revoked key may go on here. */
  static final Duration EVERY = Duration.ofSeconds(2);

  /** Between two looks for keys that are not known. */
  static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

  private static final System.Logger LOG = System.getLogger(FollowedKeys.class.getName());

  private final ApiKeys keys;
  private final LongSupplier nanoTime;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  /** When the newest copy was begun to be read. */
  private volatile long read;

  private FollowedKeys(ApiKeys keys, LongSupplier nanoTime, long read) {
    this.keys = keys;
    this.nanoTime = nanoTime;
    this.read = read;
    this.thread = Thread.ofPlatform().name("followed-keys").daemon().unstarted(this::run);
  }

  /** Reads the keys and goes on reading them. Blocks. */
  static FollowedKeys start(Store store, SecureRandom random, Clock clock) {
    FollowedKeys followed = of(store, random, clock, System::nanoTime);
    followed.thread.start();
    return followed;
  }

  /** Reads the keys; again when it is told to. Blocks. */
  static FollowedKeys of(Store store, SecureRandom random, Clock clock, LongSupplier nanoTime) {
    long begun = nanoTime.getAsLong();
    return new FollowedKeys(ApiKeys.open(store, random, clock), nanoTime, begun);
  }

  /** The copy; nobody changes keys by it. */
  ApiKeys keys() {
    return keys;
  }

  /** In how long {@link #look} may find keys that are not known now. Never blocks. */
  Duration untilNewer() {
    long nanos = AT_MOST_EVERY.toNanos() - (nanoTime.getAsLong() - read);
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  /** Reads the keys again, unless somebody just did. Blocks. */
  synchronized void look() {
    if (untilNewer().isZero()) {
      reload();
    }
  }

  private synchronized void reload() {
    long begun = nanoTime.getAsLong();
    keys.reload();
    read = begun;
  }

  private void run() {
    try {
      while (!ended.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        follow();
      }
    } catch (InterruptedException | StoreException.Interrupted e) {
      LOG.log(System.Logger.Level.DEBUG, "keys are followed no more", e);
    }
  }

  @SuppressWarnings("IllegalCatch") // a thread that ends would leave revoked keys in force
  private void follow() {
    try {
      reload();
    } catch (StoreException.Interrupted e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "keys could not be read; trying again", e);
    }
  }

  /** Ends, when what is being read has come. */
  @Override
  public void close() {
    ended.countDown();
    Await.end(thread);
  }
}

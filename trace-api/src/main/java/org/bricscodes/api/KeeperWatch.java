package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.cassandra.CassandraSettings;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Roster;
import org.jspecify.annotations.Nullable;

/**
 * Looks every second who writes the service, on a thread and a session of its own, for a process
 * that never does. While the cluster does not answer, what was seen last stays.
 */
final class KeeperWatch implements AutoCloseable {

  private static final Logger LOG = System.getLogger(KeeperWatch.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final CassandraSettings cluster;
  private final Consumer<@Nullable URI> told;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable URI keeper;

  private KeeperWatch(CassandraSettings cluster, Consumer<@Nullable URI> told) {
    this.cluster = cluster;
    this.told = told;
    this.thread = Thread.ofPlatform().name("keeper-watch").daemon().unstarted(this::run);
  }

  /**
   * Begins.
   *
   * @param told who writes, or null, at each look
   */
  static KeeperWatch start(CassandraSettings cluster, Consumer<@Nullable URI> told) {
    KeeperWatch watch = new KeeperWatch(cluster, told);
    watch.thread.start();
    return watch;
  }

  /** How to reach who writes, as seen last. */
  Optional<URI> where() {
    return Optional.ofNullable(keeper);
  }

  /** Looks no more. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    Await.end(thread);
  }

  @SuppressWarnings("IllegalCatch") // the next look is another one
  private void run() {
    while (closing.getCount() > 0) {
      try (Roster roster = Roster.open(cluster)) {
        while (closing.getCount() > 0) {
          look(roster.holders());
          pause();
        }
      } catch (StoreException e) {
        LOG.log(Level.DEBUG, "who writes could not be read", e);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "who writes could not be read", e);
      }
      pause();
    }
  }

  private void look(List<Holder> holders) {
    URI seen = Seat.writer(holders);
    keeper = seen;
    told.accept(seen);
  }

  private void pause() {
    try {
      var _ = closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "woken to look");
    }
  }
}

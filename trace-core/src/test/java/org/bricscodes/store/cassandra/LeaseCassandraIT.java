package org.bricscodes.store.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bricscodes.store.Key;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.junit.jupiter.api.Test;

/** One process at a time owns a keyspace, and its writes win over those of the one before. */
class LeaseCassandraIT {

  private static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  private static final Key ROW = Key.of(ROWS, "row".getBytes(UTF_8));

  /** Long enough that no pause of a busy machine ends it, short enough to wait for. */
  static final Lease.Times SHORT =
      new Lease.Times(Duration.ofSeconds(4), Duration.ofMillis(500), Duration.ofSeconds(6));

  @Test
  void open_whileAnotherProcessHasIt_isRefusedNamingIt() {
    CassandraSettings settings = TestCluster.shared().settings("owned");
    try (CassandraStore _ = open(settings, Clock.systemUTC())) {
      assertThatThrownBy(() -> open(settings, Clock.systemUTC()))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("keyspace owned is in use by process " + pid() + " at ")
          .hasMessageContaining("one process at a time writes to it");
    }
  }

  @Test
  void open_afterAnOwnerWhoseClockWasAhead_writesWin() throws Exception {
    CassandraSettings settings = TestCluster.shared().settings("clocks");
    Clock ahead = Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC);
    Clock behind = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
    try (CassandraStore first = open(settings, ahead)) {
      put(first, "by the first");
    }

    try (CassandraStore second = open(settings, behind)) {
      put(second, "by the second");

      assertThat(second.get(ROW)).isEqualTo("by the second".getBytes(UTF_8));
    }
  }

  @Test
  void claim_afterAnOwnerThatVanished_waitsThenTakesOverAndFencesIt() throws Exception {
    CassandraSettings settings = TestCluster.shared().settings("vanished");
    open(settings, Clock.systemUTC()).close();
    ScheduledExecutorService stopped = Executors.newSingleThreadScheduledExecutor();
    try (CqlSession session = TestCluster.shared().session();
        ScheduledExecutorService running = Executors.newSingleThreadScheduledExecutor()) {
      CompletableFuture<StoreException> told = new CompletableFuture<>();
      Lease first = claim(session, "vanished", stopped, told);
      long stamp = first.stamp();
      // As if the process had died: nobody renews any more.
      stopped.shutdownNow();

      Lease second = claim(session, "vanished", running, new CompletableFuture<>());

      assertThat(first.holds()).isFalse();
      assertThat(second.holds()).isTrue();
      // Above all the first one might still give.
      assertThat(second.stamp()).isGreaterThan(stamp);
      assertThat(first.permit(second.stamp()).holds()).isFalse();
      second.close();
    }
  }

  @Test
  void renew_afterAnotherTookOver_failsForGood() throws Exception {
    CassandraSettings settings = TestCluster.shared().settings("taken");
    open(settings, Clock.systemUTC()).close();
    try (CqlSession session = TestCluster.shared().session();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      CompletableFuture<StoreException> told = new CompletableFuture<>();
      Lease lease = claim(session, "taken", timer, told);

      session.execute(
          "UPDATE taken.\"_owner\" SET owner = 0x01, who = 'somebody', renewal = 99"
              + " WHERE id = 'store' IF who != 'somebody'");

      assertThat(told.get(60, TimeUnit.SECONDS))
          .hasMessage("another process took the keyspace over: somebody; open the store again");
      assertThatThrownBy(lease::holds).isInstanceOf(StoreException.Unavailable.class);
      lease.close();
    }
  }

  private static Lease claim(
      CqlSession session,
      String keyspace,
      ScheduledExecutorService timer,
      CompletableFuture<StoreException> told) {
    return Lease.claim(
        new Owners(session, new Layout(keyspace)),
        Part.SERVICE,
        Clock.systemUTC(),
        new Random(),
        SHORT,
        Candidate.ALONE,
        timer,
        told::complete);
  }

  private static void put(CassandraStore store, String value) throws Exception {
    store
        .write(List.of(new Write.Put(ROW, value.getBytes(UTF_8))))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static CassandraStore open(CassandraSettings settings, Clock clock) {
    return CassandraStore.open(
        settings, Set.of(ROWS), Part.SERVICE, SHORT, Candidate.ALONE, clock, new Random());
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}

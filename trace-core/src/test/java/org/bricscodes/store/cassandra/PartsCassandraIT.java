package org.bricscodes.store.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Pause;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes over one keyspace, each with a part of it. */
class PartsCassandraIT {

  private static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  private static final Table STATES = new Table("states", Table.Shape.STATES);
  private static final Table OTHERS = new Table("others", Table.Shape.ROWS);
  private static final Set<Table> ALL = Set.of(ROWS, STATES, OTHERS);
  private static final Set<Table> SOME = Set.of(ROWS, STATES);
  private static final Part EAST = Part.log("east");
  private static final Part WEST = Part.log("west");
  private static final Clock AHEAD = at("2100-01-01T00:00:00Z");
  private static final Clock BEHIND = at("2001-01-01T00:00:00Z");

  /** How a process of these tests shows itself. */
  private record Shown(
      String address, boolean patient, boolean wants, UnaryOperator<String> marking)
      implements Candidate {

    static Shown at(String address) {
      return new Shown(address, false, false, known -> known);
    }

    Shown waiting() {
      return new Shown(address, true, wants, marking);
    }

    Shown wanting() {
      return new Shown(address, true, true, marking);
    }

    Shown marking(UnaryOperator<String> marked) {
      return new Shown(address, patient, wants, marked);
    }

    @Override
    public String mark(String known) {
      return marking.apply(known);
    }

    @Override
    public boolean waits(@Nullable String owner) {
      return patient;
    }
  }

  @Test
  void parts_heldSideBySide_areAllWrittenAndReadByAll() throws Exception {
    CassandraSettings settings = TestCluster.shared().settings("side_by_side");
    try (CassandraStore service = open(settings, ALL, Part.SERVICE, Shown.at("http://s"));
        CassandraStore east = open(settings, SOME, EAST, Shown.at("http://e"))) {
      CassandraStore west = open(settings, SOME, WEST, Shown.at("http://w"));
      put(service, "of the service");
      put(east, "of east");
      put(west, "of west");

      for (CassandraStore store : List.of(service, east, west)) {
        assertThat(store.identity()).isEqualTo(service.identity());
        for (String row : List.of("of the service", "of east", "of west")) {
          assertThat(store.get(row(row))).isEqualTo(row.getBytes(UTF_8));
        }
        assertThat(store.holders())
            .extracting(holder -> holder.part().id(), Holder::held, Holder::address)
            .containsExactly(
                tuple("log-east", true, "http://e"),
                tuple("log-west", true, "http://w"),
                tuple("store", true, "http://s"));
        assertThat(store.wanted()).isFalse();
      }
      long renewal = renewal(service, WEST);
      await(() -> renewal(service, WEST) > renewal);
      west.close();
      assertThat(service.holders())
          .filteredOn(holder -> !holder.held())
          .extracting(Holder::part, Holder::address)
          .containsExactly(tuple(WEST, ""));
      put(east, "of east again");
      assertThatThrownBy(() -> east.get(Key.of(OTHERS, new byte[] {1})))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void compareAndSet_ofOneRowByTwoParts_isDecidedOnce() throws Exception {
    CassandraSettings settings = TestCluster.shared().settings("decided");
    try (CassandraStore service = open(settings, ALL, Part.SERVICE, Shown.at(""));
        CassandraStore east = open(settings, SOME, EAST, Shown.at(""))) {
      for (int round = 0; round < 20; round++) {
        Key key = Key.of(STATES, ("party " + round).getBytes(UTF_8));
        var byService = set(service, key, "service", round);
        var byEast = set(east, key, "east", 1_000 + round);

        CasResult first = StoreAnswer.await(byService);
        CasResult second = StoreAnswer.await(byEast);

        String home = first instanceof CasResult.Applied ? "service" : "east";
        assertThat(List.of(first, second))
            .filteredOn(CasResult.Applied.class::isInstance)
            .hasSize(1);
        assertThat(service.get(key)).isEqualTo(home.getBytes(UTF_8));
        assertThat(east.get(key)).isEqualTo(home.getBytes(UTF_8));
      }
    }
  }

  @Test
  void open_ofALogInAnEmptyCluster_isRefusedAndMakesNothing() {
    CassandraSettings settings = TestCluster.shared().settings("never_started");

    assertThatThrownBy(() -> open(settings, SOME, EAST, Shown.at("")))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage(
            "keyspace never_started does not exist: the service must have been started once before"
                + " a part is held beside it");
    try (CqlSession session = TestCluster.shared().session()) {
      assertThat(
              session
                  .execute(
                      "SELECT * FROM system_schema.keyspaces WHERE keyspace_name ="
                          + " 'never_started'")
                  .one())
          .isNull();
    }
  }

  @Test
  void open_ofALogInAKeyspaceThatIsNotReady_isRefused() {
    CassandraSettings settings = TestCluster.shared().settings("half_made");
    try (CqlSession session = TestCluster.shared().session()) {
      new Keyspace(session, new Layout("half_made")).require(1);

      assertThatThrownBy(() -> open(settings, SOME, EAST, Shown.at("")))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageStartingWith("keyspace half_made holds no service's rows: the service must");
    }
    open(settings, SOME, Part.SERVICE, Shown.at("")).close();
    assertThatThrownBy(() -> open(settings, ALL, EAST, Shown.at("")))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageStartingWith("the store lacks the tables others: the service must");
  }

  @Test
  void storeOfAnEarlierLayout_isOpenedByTheServiceFirst_andByNoEarlierVersionAfterwards() {
    CassandraSettings settings = TestCluster.shared().settings("earlier");
    open(settings, ALL, Part.SERVICE, Shown.at("")).close();
    try (CqlSession session = TestCluster.shared().session()) {
      session.execute("UPDATE earlier.\"_schema\" SET layout = 1 WHERE id = 'store'");
      assertThatThrownBy(() -> open(settings, SOME, EAST, Shown.at("")))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageStartingWith("an earlier version filled the store: the service must");

      open(settings, ALL, Part.SERVICE, Shown.at("")).close();

      Row row = session.execute("SELECT layout, tables FROM earlier.\"_schema\"").one();
      assertThat(Objects.requireNonNull(row).getInt("layout")).isEqualTo(2);
      assertThat(row.getMap("tables", String.class, String.class)).hasSize(ALL.size());
    }
    open(settings, SOME, EAST, Shown.at("")).close();
  }

  @Test
  void open_ofAHeldLog_isRefusedNamingBoth() {
    CassandraSettings settings = TestCluster.shared().settings("held");
    open(settings, ALL, Part.SERVICE, Shown.at("")).close();
    try (CassandraStore _ = open(settings, SOME, EAST, Shown.at(""))) {
      assertThatThrownBy(() -> open(settings, SOME, EAST, Shown.at("")))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("log east of keyspace held is in use by process ")
          .hasMessageContaining("stop that one or choose another name");
    }
  }

  @Test
  void mark_ofANewLog_isComparedWithTheServices() {
    CassandraSettings settings = TestCluster.shared().settings("marked");
    open(settings, ALL, Part.SERVICE, Shown.at("").marking(_ -> "the keys")).close();
    AtomicReference<String> told = new AtomicReference<>("nothing");

    open(
            settings,
            SOME,
            EAST,
            Shown.at("")
                .marking(
                    known -> {
                      told.set(known);
                      return known;
                    }))
        .close();

    assertThat(told).hasValue("the keys");
    assertThatThrownBy(
            () ->
                open(
                    settings,
                    SOME,
                    WEST,
                    Shown.at("")
                        .marking(
                            _ -> {
                              throw new IllegalStateException("other keys");
                            })))
        .hasMessage("other keys");
    // It left nothing behind.
    open(settings, SOME, WEST, Shown.at("")).close();
  }

  @Test
  void wanted_whileOneThatWantsItLinesUp_untilItHasIt() throws Exception {
    CassandraSettings settings = TestCluster.shared().settings("wanted");
    open(settings, ALL, Part.SERVICE, Shown.at("")).close();
    CassandraStore heir = open(settings, SOME, EAST, Shown.at("http://heir"));
    try (CassandraStore other = open(settings, SOME, WEST, Shown.at("http://other"));
        ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<CassandraStore> home =
          threads.submit(() -> open(settings, SOME, EAST, Shown.at("http://home").wanting()));

      await(heir::wanted);

      // Longer than one saying lasts.
      for (int second = 0; second < 12; second++) {
        Pause.of(Duration.ofSeconds(1));
        assertThat(heir.wanted()).isTrue();
      }
      assertThat(other.wanted()).isFalse();
      assertThat(home.isDone()).isFalse();
      assertThat(heir.holders()).extracting(Holder::part).containsExactly(EAST, WEST, Part.SERVICE);
      put(heir, "by the heir");
      heir.close();
      try (CassandraStore back = home.get(30, TimeUnit.SECONDS)) {
        assertThat(back.wanted()).isFalse();
        assertThat(back.get(row("by the heir"))).isNotNull();
        assertThat(wants(settings.keyspace())).isEmpty();
        put(back, "at home");
      }
    }
  }

  @Test
  void wanted_byOneThatOnlyWaits_orGaveUp_isNot() throws Exception {
    CassandraSettings settings = TestCluster.shared().settings("gave_up");
    open(settings, ALL, Part.SERVICE, Shown.at("")).close();
    CassandraStore holder = open(settings, SOME, EAST, Shown.at(""));
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<CassandraStore> waiting =
          threads.submit(() -> open(settings, SOME, EAST, Shown.at("").waiting()));
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread wanting =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      open(settings, SOME, EAST, Shown.at("").wanting()).close();
                    } catch (StoreException e) {
                      ended.complete(e);
                    }
                  });
      await(holder::wanted);

      wanting.interrupt();

      assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(StoreException.Interrupted.class);
      assertThat(holder.wanted()).isFalse();
      assertThat(waiting.isDone()).isFalse();
      holder.close();
      waiting.get(30, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void wanted_byOneThatDied_endsByItself() {
    CassandraSettings settings = TestCluster.shared().settings("wanted_died");
    try (CassandraStore store = open(settings, ALL, Part.SERVICE, Shown.at(""));
        CqlSession session = TestCluster.shared().session()) {
      Owners owners = new Owners(session, new Layout("wanted_died"));
      owners.want(Part.SERVICE, ByteBuffer.wrap(new byte[] {7}), "one that dies");
      assertThat(store.wanted()).isTrue();

      await(() -> !store.wanted());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"store", "log-east"})
  void heirs_ofADeadOwner_oneGetsItAndTheOtherIsRefused(String id) throws Exception {
    Part part = new Part(id);
    CassandraSettings settings = TestCluster.shared().settings("heirs_" + id.replace("-", "_"));
    open(settings, ALL, Part.SERVICE, Shown.at("")).close();
    try (CqlSession session = TestCluster.shared().session();
        ExecutorService threads = Executors.newCachedThreadPool()) {
      vanished(session, settings.keyspace(), part);
      CountDownLatch both = new CountDownLatch(2);
      List<Future<CassandraStore>> heirs = new ArrayList<>();
      for (String address : List.of("http://one", "http://two")) {
        heirs.add(
            threads.submit(
                () -> {
                  both.countDown();
                  both.await();
                  return open(settings, ALL, part, Shown.at(address));
                }));
      }

      List<CassandraStore> got = new ArrayList<>();
      List<Throwable> refused = new ArrayList<>();
      for (Future<CassandraStore> heir : heirs) {
        try {
          got.add(heir.get(60, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
          refused.add(e.getCause());
        }
      }

      assertThat(refused).singleElement().isInstanceOf(StoreException.Unavailable.class);
      assertThat(refused.getFirst()).hasMessageContaining(" is in use by process ");
      assertThat(got).hasSize(1);
      put(got.getFirst(), "by the heir");
      got.getFirst().close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"store", "log-east"})
  void candidates_thatWait_getItOneAfterTheOther(String id) throws Exception {
    Part part = new Part(id);
    CassandraSettings settings = TestCluster.shared().settings("queue_" + id.replace("-", "_"));
    open(settings, ALL, Part.SERVICE, Shown.at("")).close();
    CassandraStore first = open(settings, ALL, part, Shown.at(""));
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      AtomicReference<@Nullable CassandraStore> holder = new AtomicReference<>(first);
      List<Future<?>> queue = new ArrayList<>();
      for (int candidate = 0; candidate < 3; candidate++) {
        String name = "by candidate " + candidate;
        queue.add(
            threads.submit(
                () -> {
                  try (CassandraStore mine = open(settings, ALL, part, Shown.at("").waiting())) {
                    // Nobody has it still, and nobody gets it meanwhile.
                    assertThat(holder.compareAndSet(null, mine)).isTrue();
                    put(mine, name);
                    Pause.of(Duration.ofSeconds(1));
                    assertThat(holder.compareAndSet(mine, null)).isTrue();
                  }
                  return null;
                }));
      }
      Pause.of(Duration.ofSeconds(2));
      assertThat(queue).noneMatch(Future::isDone);

      holder.set(null);
      first.close();

      for (Future<?> candidate : queue) {
        candidate.get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void stamps_beginAboveTheCeilingsOfAllParts() throws Exception {
    CassandraSettings settings = TestCluster.shared().settings("ceilings");
    try (CassandraStore service = open(settings, ALL, Part.SERVICE, Candidate.ALONE, BEHIND)) {
      try (CassandraStore east = open(settings, SOME, EAST, Candidate.ALONE, AHEAD)) {
        put(east, "a row", "by east, whose clock is ahead");
        try (CassandraStore west = open(settings, SOME, WEST, Candidate.ALONE, BEHIND)) {
          put(west, "a row", "by west");
          assertThat(service.get(row("a row"))).isEqualTo("by west".getBytes(UTF_8));
        }
      }
    }
    try (CassandraStore service = open(settings, ALL, Part.SERVICE, Candidate.ALONE, BEHIND)) {
      put(service, "a row", "by the service's next owner");

      assertThat(service.get(row("a row")))
          .isEqualTo("by the service's next owner".getBytes(UTF_8));
    }
  }

  /** An owner that claims a part and renews no more. */
  private static void vanished(CqlSession session, String keyspace, Part part) {
    ScheduledExecutorService stopped = Executors.newSingleThreadScheduledExecutor();
    var _ =
        Lease.claim(
            new Owners(session, new Layout(keyspace)),
            part,
            Clock.systemUTC(),
            new Random(),
            LeaseCassandraIT.SHORT,
            Candidate.ALONE,
            stopped,
            _ -> {});
    stopped.shutdownNow();
  }

  private static List<String> wants(String keyspace) {
    try (CqlSession session = TestCluster.shared().session()) {
      return session.execute("SELECT id FROM " + keyspace + ".\"_owner\"").all().stream()
          .map(row -> String.valueOf(row.getString("id")))
          .filter(id -> id.startsWith("wants-"))
          .toList();
    }
  }

  private static long renewal(CassandraStore store, Part part) {
    return store.holders().stream()
        .filter(holder -> holder.part().equals(part))
        .mapToLong(Holder::renewal)
        .sum();
  }

  private static CompletionStage<CasResult> set(
      CassandraStore store, Key key, String value, int operation) {
    return store.compareAndSet(
        key,
        null,
        List.of(new Write.Put(key, value.getBytes(UTF_8))),
        new OperationId(1, operation));
  }

  private static Key row(String name) {
    return Key.of(ROWS, name.getBytes(UTF_8));
  }

  private static void put(CassandraStore store, String row) throws Exception {
    put(store, row, row);
  }

  private static void put(CassandraStore store, String row, String value) throws Exception {
    store
        .write(List.of(new Write.Put(row(row), value.getBytes(UTF_8))))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static CassandraStore open(
      CassandraSettings settings, Set<Table> tables, Part part, Candidate candidate) {
    return open(settings, tables, part, candidate, Clock.systemUTC());
  }

  private static CassandraStore open(
      CassandraSettings settings, Set<Table> tables, Part part, Candidate candidate, Clock clock) {
    return CassandraStore.open(
        settings, tables, part, LeaseCassandraIT.SHORT, candidate, clock, new Random());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Pause.of(Duration.ofMillis(200));
    }
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}

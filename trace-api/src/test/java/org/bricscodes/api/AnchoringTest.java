package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.FinalAnchor;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that anchors the log of another, which it reads over real HTTP. */
final class AnchoringTest {

  private static final String LEDGER =
      """
      adapter=directory
      policy=local
      dir=near
      anchor.every=100ms
      anchor.poll=100ms
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path folder;

  private final InMemoryStore store = new InMemoryStore(Anchors.TABLES);
  private final Anchors anchors = new Anchors(store);
  private Optional<URI> writer = Optional.empty();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path keeper;

  @SuppressWarnings("NullAway.Init") // set before each test
  AnchoringTest() {}

  @BeforeEach
  void folders() throws IOException {
    keeper = keeperOf("keeper");
    Files.createDirectories(folder.resolve("node/ledgers"));
    Files.createDirectories(folder.resolve("node/keys"));
    Files.writeString(folder.resolve("node/ledgers/near.properties"), LEDGER);
  }

  @Test
  void checkpoint_readOverHttp_getsFinal_andSingleEventsWithIt() throws IOException {
    Files.writeString(
        folder.resolve("node/ledgers/near.properties"),
        LEDGER + "anchor.events=each\nanchor.events-from=0\n");
    try (RunningServer running = running(keeper, 0)) {
      know(running);
      Events.capture(running, RunningServer.ADMIN_KEY, "shipping", 1);
      try (Anchoring node = open()) {
        await(node, () -> latest() == size(running) && size(running) > 0);
        LedgerId ledger = anchors.ledgers().getFirst();
        await(node, () -> anchors.eventReceipt(ledger, 0).isPresent());

        assertThat(node.alarm()).isEmpty();
        assertThat(node.ledgers().absent()).isEmpty();
        assertThat(running.get("/anchors").body())
            .as("the service itself anchors nowhere")
            .doesNotContain("near");
        assertThat(running.get("/log/checkpoint?settled=true").body())
            .isEqualTo(running.get("/log/checkpoint").body());
      }
      assertThat(Files.readString(folder.resolve("node/anchored")))
          .isEqualTo(running.get("/log/checkpoint").body());
      assertThat(folder.resolve("node/keys/log.key")).doesNotExist();
    }
  }

  @Test
  void keeper_awayAndBack_isAnchoredOn() throws IOException {
    int port = free();
    try (RunningServer running = running(keeper, port)) {
      know(running);
      Events.capture(running, RunningServer.ADMIN_KEY, "shipping", 1);
    }
    try (Anchoring node = open()) {
      node.look();
      assertThat(latest()).isZero();
      try (RunningServer running = running(keeper, port)) {
        await(node, () -> latest() == size(running) && size(running) > 0);
      }
      long before = latest();
      node.look();
      node.look();
      assertThat(node.alarm()).isEmpty();
      assertThat(latest()).isEqualTo(before);
      try (RunningServer running = running(keeper, port)) {
        Events.capture(running, RunningServer.ADMIN_KEY, "shipping", 2);
        await(node, () -> latest() == size(running) && size(running) > before);
      }
    }
  }

  /** The same key has signed another history: in this run, in one before, and before this node. */
  @Test
  void fork_isAnAlarm_andNothingOfItIsAnchored() throws IOException {
    Path other = keeperOf("other");
    try (RunningServer running = running(keeper, 0)) {
      know(running);
      Events.capture(running, RunningServer.ADMIN_KEY, "shipping", 1);
      Files.createDirectories(other.resolve("keys"));
      Files.copy(keeper.resolve("keys/log.key"), other.resolve("keys/log.key"));
      try (RunningServer fork = running(other, 0);
          Anchoring node = open()) {
        await(node, () -> latest() == size(running) && size(running) > 0);
        for (int i = 10; i < 15; i++) {
          Events.capture(fork, RunningServer.ADMIN_KEY, "receiving", i);
        }
        List<FinalAnchor> before = finals();
        await(() -> size(fork) > size(running));

        writer = Optional.of(fork.server().address());
        node.look();
        writer = Optional.of(running.server().address());
        Events.capture(running, RunningServer.ADMIN_KEY, "shipping", 2);
        node.look();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());

        assertThat(node.alarm())
            .contains("was signed with two histories: " + latest() + " entries with root");
        assertThat(finals()).isEqualTo(before);
      }
      try (RunningServer fork = running(other, 0)) {
        writer = Optional.of(fork.server().address());
        assertAlarm("what it remembers", node -> {});
        assertAlarm("what is final in the store", AnchoringTest::forget);
      }
    }
  }

  @Test
  void fork_ofWhatALedgerHolds_isAnAlarm() throws IOException {
    Path other = keeperOf("other");
    try (RunningServer running = running(keeper, 0)) {
      know(running);
      Events.capture(running, RunningServer.ADMIN_KEY, "shipping", 1);
      try (Anchoring node = open()) {
        await(node, () -> latest() == size(running) && size(running) > 0);
      }
    }
    forget(folder.resolve("node"));
    Files.createDirectories(other.resolve("keys"));
    Files.copy(keeper.resolve("keys/log.key"), other.resolve("keys/log.key"));
    try (RunningServer fork = running(other, 0)) {
      for (int i = 10; i < 15; i++) {
        Events.capture(fork, RunningServer.ADMIN_KEY, "receiving", i);
      }
      await(() -> size(fork) > latest());
      writer = Optional.of(fork.server().address());

      assertThatThrownBy(() -> open(new InMemoryStore(Anchors.TABLES)).close())
          .isInstanceOf(FollowedLog.Contradiction.class)
          .hasMessageContaining("two histories");
    }
  }

  @Test
  void anotherLog_isNotAnchored_andSaysNothingOfOurs() throws IOException {
    try (RunningServer running = running(keeper, 0);
        RunningServer stranger = running(keeperOf("stranger"), 0)) {
      know(running);
      Events.capture(running, RunningServer.ADMIN_KEY, "shipping", 1);
      Events.capture(stranger, RunningServer.ADMIN_KEY, "shipping", 1);
      writer = Optional.of(stranger.server().address());
      try (Anchoring node = open()) {
        node.look();
        assertThat(node.alarm()).isEmpty();
        assertThat(latest()).isZero();

        writer = Optional.of(running.server().address());
        await(node, () -> latest() == size(running) && size(running) > 0);
      }
    }
  }

  @Test
  void node_withoutLedgersOrKey_isRefused_namingBoth() throws IOException {
    Files.delete(folder.resolve("node/ledgers/near.properties"));

    assertThatThrownBy(() -> open().close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("names no ledger")
        .hasMessageContaining("log.vkey is missing");
  }

  @Test
  void rememberedCheckpoint_thatIsNone_isRefused() throws IOException {
    try (RunningServer running = running(keeper, 0)) {
      know(running);
    }
    Files.writeString(folder.resolve("node/anchored"), "nothing\n");

    assertThatThrownBy(() -> open().close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("anchored is no checkpoint of the log");
  }

  private interface Before {
    void does(Path node) throws IOException;
  }

  /** At the next start the other history is found out by one of the things that were known. */
  private void assertAlarm(String by, Before before) throws IOException {
    before.does(folder.resolve("node"));
    List<FinalAnchor> finals = finals();
    String alarm;
    try (Anchoring node = open()) {
      alarm = node.alarm();
    } catch (FollowedLog.Contradiction e) {
      alarm = String.valueOf(e.getMessage());
    }
    assertThat(alarm).as(by).contains("two histories");
    assertThat(finals()).as(by).isEqualTo(finals);
  }

  private static void forget(Path node) throws IOException {
    Files.delete(node.resolve("anchored"));
  }

  private Path keeperOf(String name) throws IOException {
    Path data = folder.resolve(name);
    Files.createDirectories(data.resolve("ledgers"));
    Files.writeString(data.resolve("ledgers/none.properties"), "");
    return data;
  }

  private RunningServer running(Path data, int port) {
    return RunningServer.on(
        Config.local(data).withAdminKey(RunningServer.ADMIN_KEY).withPort(port));
  }

  /** Pins the log's key, and says where the log is. */
  private void know(RunningServer running) throws IOException {
    Files.writeString(folder.resolve("node/keys/log.vkey"), running.get("/log/key").body());
    writer = Optional.of(running.server().address());
  }

  private Anchoring open() {
    return open(store);
  }

  private Anchoring open(InMemoryStore rows) {
    SecureRandom random = new SecureRandom();
    DataDirectory data = new DataDirectory(folder.resolve("node"), random);
    return Anchoring.open(data, rows, () -> writer, Clock.systemUTC(), random);
  }

  private static long size(RunningServer running) {
    return Long.parseLong(running.get("/log/checkpoint").body().split("\n", 3)[1]);
  }

  private List<FinalAnchor> finals() {
    return anchors.ledgers().stream()
        .flatMap(ledger -> anchors.finals(ledger, Long.MAX_VALUE, 100).stream())
        .toList();
  }

  private long latest() {
    return finals().stream().mapToLong(FinalAnchor::size).max().orElse(0);
  }

  private static int free() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void await(Anchoring node, BooleanSupplier done) {
    await(
        () -> {
          node.look();
          return done.getAsBoolean();
        });
  }

  private static void await(BooleanSupplier done) {
    for (int i = 0; i < 300 && !done.getAsBoolean(); i++) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    assertThat(done.getAsBoolean()).isTrue();
  }
}

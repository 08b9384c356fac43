package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Write;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that stands still amid its writes, is succeeded, and goes on. */
class PausedOwnerCassandraIT {

  private static final long SUCCESSORS = 1L << 40;

  @ParameterizedTest
  @ValueSource(strings = {"store", "log-east"})
  void owner_pausedUntilAnotherHasIt_acknowledgesNothingMoreAndChangesNothing(String id)
      throws Exception {
    String keyspace = "paused_" + id.replace("-", "_");
    open(keyspace, Part.SERVICE).close();
    Process owner = start(keyspace, id);
    try (BufferedReader said = owner.inputReader(StandardCharsets.UTF_8)) {
      long acknowledged = 0;
      while (acknowledged < 100) {
        acknowledged = Long.parseLong(String.valueOf(said.readLine()));
      }
      signal("STOP", owner);

      try (CassandraStore successor = open(keyspace, new Part(id))) {
        byte[] counter = successor.get(PausedOwner.COUNTER);
        long written = counter == null ? 0 : OrderedBytes.toLong(counter, 0);
        put(successor, SUCCESSORS);
        signal("CONT", owner);
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          lines.add(line);
        }

        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).last().asString().startsWith("ended: another process took ");
        // What it says it wrote was there when the other one came.
        lines.removeLast();
        assertThat(lines).allMatch(number -> Long.parseLong(number) <= written);
        assertThat(successor.get(PausedOwner.COUNTER)).isEqualTo(OrderedBytes.ofLong(SUCCESSORS));
        put(successor, SUCCESSORS + 1);
      }
    } finally {
      owner.destroyForcibly();
    }
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  private static Process start(String keyspace, String part) throws IOException {
    InetSocketAddress node = TestCluster.shared().address(1);
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PausedOwner.class.getName(),
            node.getHostString(),
            Integer.toString(node.getPort()),
            keyspace,
            part)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void put(CassandraStore store, long number) {
    StoreAnswer.await(
        store.write(List.of(new Write.Put(PausedOwner.COUNTER, OrderedBytes.ofLong(number)))));
  }

  private static CassandraStore open(String keyspace, Part part) {
    return CassandraStore.open(
        TestCluster.shared().settings(keyspace),
        Set.of(PausedOwner.ROWS),
        part,
        LeaseCassandraIT.SHORT,
        Candidate.ALONE,
        Clock.systemUTC(),
        new Random());
  }
}

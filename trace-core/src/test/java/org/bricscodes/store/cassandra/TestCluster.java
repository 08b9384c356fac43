package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Real nodes, by {@code samples/cluster/cluster}, which says what to install where it cannot start
 * them. They end with this process, however it ends: the script kills them when the pipe it reads
 * from is closed.
 */
final class TestCluster implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 300;

  /** One node that every test may use which leaves it alone, in keyspaces of its own. */
  private static final class Shared {
    static final TestCluster NODE = start(1, "group");
  }

  private final Path home;
  private final String net;
  private final int nodes;
  private final String sync;
  private final Process holder;

  private TestCluster(Path home, String net, int nodes, String sync, Process holder) {
    this.home = home;
    this.net = net;
    this.nodes = nodes;
    this.sync = sync;
    this.holder = holder;
  }

  static TestCluster shared() {
    return Shared.NODE;
  }

  static TestCluster start(int nodes, String sync) {
    try {
      Path home = Files.createTempDirectory("cassandra-test");
      String net = freeNet();
      List<String> command = command(home, net, sync);
      command.addAll(List.of("hold", Integer.toString(nodes)));
      Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
      TestCluster cluster = new TestCluster(home, net, nodes, sync, holder);
      cluster.awaitHeld();
      // Data goes with the process; nodes end by themselves.
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CassandraSettings settings(String keyspace) {
    return CassandraSettings.of(
            IntStream.rangeClosed(1, nodes).mapToObj(this::address).toList(), keyspace)
        .withReplication(Math.min(3, nodes));
  }

  InetSocketAddress address(int node) {
    return InetSocketAddress.createUnresolved(net + "." + node, CassandraSettings.PORT);
  }

  /** A session of the kind the store has, for looking past it. */
  CqlSession session() {
    return Connection.open(settings("unused"));
  }

  /** The same with one node alone. */
  CqlSession session(int node) {
    return Connection.open(CassandraSettings.of(List.of(address(node)), "unused"));
  }

  /** {@code kill -9}. */
  void kill(int node) {
    run("kill", Integer.toString(node));
  }

  /** Starts a node again and waits until it answers. */
  void startAgain(int node) {
    run("start", Integer.toString(node));
  }

  /** How often a node has said that it handed over what it kept for one that was down. */
  int handoffs(int keeper) throws IOException {
    return Files.readString(folder(keeper).resolve("out.log"))
            .split("Finished hinted handoff", -1)
            .length
        - 1;
  }

  /** Waits until a node has handed over once more than that, and keeps nothing any more. */
  void awaitHandoff(int keeper, int before) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (handoffs(keeper) <= before || keepsHints(keeper)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("node " + keeper + " still keeps hints");
      }
      var _ = new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
    }
  }

  private boolean keepsHints(int keeper) throws IOException {
    try (Stream<Path> files = Files.list(folder(keeper).resolve("hints"))) {
      return files.anyMatch(file -> file.toString().endsWith(".hints"));
    }
  }

  private Path folder(int node) {
    return home.resolve("node" + node);
  }

  @Override
  public synchronized void close() {
    if (!Files.exists(home)) {
      return;
    }
    try {
      holder.getOutputStream().close();
      if (!holder.waitFor(60, TimeUnit.SECONDS)) {
        holder.destroy();
      }
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitHeld() throws IOException {
    BufferedReader lines = holder.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("held")) {
        return;
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("no Cassandra here:\n" + said);
  }

  private void run(String... words) {
    try {
      List<String> command = command(home, net, sync);
      command.addAll(List.of(words));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("CLUSTER_JMX", "");
      // A file, not a pipe: the node that is started would hold the pipe open.
      Path out = home.resolve("said");
      Process process = builder.redirectOutput(out.toFile()).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + ":\n" + Files.readString(out));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<String> command(Path home, String net, String sync) {
    return new ArrayList<>(
        List.of(
            script().toString(),
            "--home",
            home.toString(),
            "--net",
            net,
            "--sync",
            sync,
            "--heap",
            "384m"));
  }

  private static Path script() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path script = folder.resolve("samples/cluster/cluster");
      if (Files.isRegularFile(script)) {
        return script;
      }
    }
    throw new IllegalStateException(
        "samples/cluster/cluster is not above " + Path.of("").toAbsolutePath());
  }

  private static String freeNet() throws IOException {
    RandomGenerator random = new Random();
    for (int attempt = 0; attempt < 100; attempt++) {
      String net = "127." + random.nextInt(1, 255) + "." + random.nextInt(1, 255);
      try (ServerSocket _ =
          new ServerSocket(CassandraSettings.PORT, 1, InetAddress.getByName(net + ".1"))) {
        return net;
      } catch (IOException e) {
        if (attempt == 99) {
          throw new IOException("no free loopback address, such as " + net + ".1", e);
        }
      }
    }
    throw new IllegalStateException("unreachable");
  }
}

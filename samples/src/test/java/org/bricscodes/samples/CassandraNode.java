package org.bricscodes.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One Cassandra node by {@code samples/cluster/cluster}, which says what to install where it cannot
 * start one. It ends with this process, however it ends.
 */
final class CassandraNode implements AutoCloseable {

  private static final int PORT = 9042;

  private final Process holder;
  private final Path home;
  private final String net;

  private CassandraNode(Process holder, Path home, String net) {
    this.holder = holder;
    this.home = home;
    this.net = net;
  }

  /** Starts a node with its data below {@code home}, and waits until it answers. */
  static CassandraNode start(Path home) {
    try {
      String net = freeNet();
      Process holder = script(home, net, "hold", "1");
      BufferedReader lines = holder.inputReader(StandardCharsets.UTF_8);
      StringBuilder said = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("held")) {
          return new CassandraNode(holder, home, net);
        }
        said.append(line).append('\n');
      }
      throw new IllegalStateException("no Cassandra here:\n" + said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For {@code --contact-points}. */
  String contactPoint() {
    return net + ".1:" + PORT;
  }

  /** Where API node {@code i} answers, after {@code api up}. */
  URI api(int i) {
    return URI.create("http://" + net + "." + (100 + i) + ":8080");
  }

  /**
   * Has the script carry out a command here, and returns what it said. API nodes it starts end with
   * this node.
   */
  String run(String... words) {
    try {
      Process process = script(home, net, words);
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", words) + ":\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Process script(Path home, String net, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Tree.root().resolve("samples/cluster/cluster").toString());
    command.addAll(List.of("--home", home.toString(), "--net", net, "--heap", "384m"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  @Override
  public void close() {
    try {
      // The script kills the node when nobody holds the other end of its pipe any more.
      holder.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    holder.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static String freeNet() throws IOException {
    RandomGenerator random = new Random();
    IOException last = new IOException("not tried");
    for (int attempt = 0; attempt < 100; attempt++) {
      String net = "127." + random.nextInt(1, 255) + "." + random.nextInt(1, 255);
      try (ServerSocket _ = new ServerSocket(PORT, 1, InetAddress.getByName(net + ".1"))) {
        return net;
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /** What a command is told to keep its rows in this node. */
  List<String> options() {
    return List.of(
        "--store", "cassandra", "--contact-points", contactPoint(), "--replication", "1");
  }
}

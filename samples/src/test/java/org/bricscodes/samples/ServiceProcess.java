package org.bricscodes.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service as an operator runs it: {@code trace.jar serve} in a process of its own. */
final class ServiceProcess implements AutoCloseable {

  static final String ADMIN_KEY = "end-to-end-admin-key-0123456789";
  private static final String READY = "listening on ";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final URI address;
  private final String said;

  private ServiceProcess(Process process, URI address, String said) {
    this.process = process;
    this.address = address;
    this.said = said;
  }

  /** Starts the service over {@code data} and waits until it says that it listens. */
  static ServiceProcess start(Path data) {
    return start(data, "serve");
  }

  /** The same, with master keys wrapped under a key-encryption key. */
  static ServiceProcess wrapped(Path data, String kek) {
    return start(data, "serve", "--kek", kek);
  }

  /** The same, delivering events to subscribers on this machine. */
  static ServiceProcess delivering(Path data) {
    return start(data, "serve", "--subscribers", "anywhere");
  }

  /** The same, saying for some seconds that it stops before it does. */
  static ServiceProcess announcing(Path data, Duration notice) {
    return start(data, "serve", "--stop-notice", notice.toSeconds() + "s", "--drain", "60s");
  }

  /** The same, told by a proxy on this machine who looks, and by a table from where. */
  static ServiceProcess behindProxy(Path data, Path places) {
    return start(
        data, "serve", "--trusted-proxies", "127.0.0.0/8", "--scan-places", places.toString());
  }

  /** Starts the service with a story loaded; see {@link #said()} for what it prints. */
  static ServiceProcess demo(Path data, Path story) {
    return start(data, "demo", "--story", story.toString());
  }

  /** The same, with more ledger adapters on its class path. */
  static ServiceProcess with(Path adapters, Path data) {
    List<String> command = new ArrayList<>(java());
    command.removeLast();
    command.removeLast();
    command.addAll(
        List.of(
            "-cp",
            jar() + System.getProperty("path.separator") + adapters,
            "org.bricscodes.api.cli.Trace"));
    return start(command, data, "serve");
  }

  /** The same, with its rows in a Cassandra node. */
  static ServiceProcess demoOnCluster(Path data, Path story, CassandraNode node) {
    List<String> words = new ArrayList<>(List.of("demo", "--story", story.toString()));
    words.addAll(node.options());
    return start(data, words.toArray(String[]::new));
  }

  /** Starts the service with its rows in a Cassandra node. */
  static ServiceProcess onCluster(Path data, CassandraNode node) {
    List<String> words = new ArrayList<>(List.of("serve"));
    words.addAll(node.options());
    return start(data, words.toArray(String[]::new));
  }

  /** Starts one of several nodes over a Cassandra node, listening on {@code port}. */
  static ServiceProcess node(Path data, CassandraNode node, int port, String... more) {
    List<String> words = nodeWords(data, node, port);
    words.addAll(List.of(more));
    return start(java(), data, words);
  }

  /** What {@code serve} is told to be one of several nodes. */
  static List<String> nodeWords(Path data, CassandraNode node, int port) {
    List<String> words = new ArrayList<>(List.of("serve", "--data", data.toString()));
    words.addAll(node.options());
    words.addAll(
        List.of(
            "--port",
            "" + port,
            "--node-address",
            "http://127.0.0.1:" + port,
            "--base-url",
            "https://trace.example"));
    return words;
  }

  /** The same, anchored on a chain that runs already. */
  static ServiceProcess demoOnChain(Path data, Path story, URI node) {
    return start(
        data, "demo", "--story", story.toString(), "--ledger", "evm", "--ledger-node", "" + node);
  }

  /** The same, on a chain it starts itself. */
  static ServiceProcess demoOnOwnChain(Path data, Path story) {
    return start(data, "demo", "--story", story.toString(), "--ledger", "evm");
  }

  private static ServiceProcess start(Path data, String... words) {
    return start(java(), data, words);
  }

  private static ServiceProcess start(List<String> java, Path data, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--port", "0", "--data", data.toString()));
    return start(java, data, all);
  }

  private static ServiceProcess start(List<String> java, Path data, List<String> words) {
    Path output = data.resolveSibling(data.getFileName() + ".out");
    try {
      List<String> command = new ArrayList<>(java);
      command.addAll(words);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(Map.of("TRACE_ADMIN_KEY", ADMIN_KEY));
      builder.redirectError(ProcessBuilder.Redirect.appendTo(output.toFile()));
      Process process = builder.start();
      return listening(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs another command of {@code trace.jar} to its end. */
  static Outcome run(String... arguments) {
    try {
      List<String> command = new ArrayList<>(java());
      command.addAll(List.of(arguments));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("did not end: " + command);
      }
      return new Outcome(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** How a command ended. */
  record Outcome(int exit, String output) {}

  URI address() {
    return address;
  }

  /** What it printed before it listened. */
  String said() {
    return said;
  }

  /** Waits until it has ended by itself, and says how. */
  int ended() {
    return process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** {@code kill -STOP}: it stands still until it is {@linkplain #resume resumed}. */
  void pause() {
    signal("STOP");
  }

  /** {@code kill -CONT}. */
  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** {@code kill -15}; does not wait. */
  void stop() {
    process.destroy();
  }

  /** Asks the service to end, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static Path jar() {
    Path jar = Tree.root().resolve("trace-api/target/trace.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "trace-api/target/trace.jar is missing: run mvn package -pl trace-api -am first");
    }
    return jar;
  }

  private static List<String> java() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-Xmx512m", "-Dstdout.encoding=UTF-8", "-jar", jar().toString());
  }

  private static ServiceProcess listening(Process process, Path output) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(READY)) {
        drain(lines);
        URI address = URI.create(line.substring(READY.length()).strip());
        return new ServiceProcess(process, address, said.toString());
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException(
        "the service did not start:\n" + said + Files.readString(output));
  }

  private static void drain(BufferedReader lines) {
    Thread.ofVirtual()
        .start(() -> lines.lines().forEach(line -> {})); // the process never waits for a reader
  }
}

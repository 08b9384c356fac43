package org.bricscodes.samples.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged service as a child process over one data directory, on a free port of this host. */
final class Child implements AutoCloseable {

  static final String ADMIN_KEY = "crash-drill-admin-key-0123456789";
  private static final String READY = "listening on ";

  private final Process process;
  private final ProcessHandle service;
  private final URI address;

  private Child(Process process, ProcessHandle service, URI address) {
    this.process = process;
    this.service = service;
    this.address = address;
  }

  /** How it is started. */
  record Program(Path jar, Path archive) {

    /**
     * The archive of loaded classes is what a training run of this very jar left behind (JEP 514);
     * it only makes starts quicker.
     */
    List<String> command(List<String> before, Path data) {
      List<String> command = new ArrayList<>(before);
      command.addAll(java());
      command.add("-XX:AOTCache=" + archive);
      command.addAll(service(data));
      return command;
    }

    /** Another command of the program. */
    List<String> trace(String... words) {
      List<String> command = new ArrayList<>(java());
      command.addAll(List.of("-jar", jar.toString()));
      command.addAll(List.of(words));
      return command;
    }

    /** The same, leaving the archive behind when the process ends by itself. */
    List<String> training(Path data) {
      List<String> command = new ArrayList<>(java());
      command.add("-XX:AOTCacheOutput=" + archive);
      command.addAll(service(data));
      return command;
    }

    private static List<String> java() {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      return List.of(
          java, "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:aot=off");
    }

    private List<String> service(Path data) {
      return List.of(
          "-jar",
          jar.toString(),
          "serve",
          "--port",
          "0",
          "--data",
          data.toString(),
          "--subscribers",
          "anywhere",
          "--trusted-proxies",
          "127.0.0.0/8");
    }
  }

  /** Starts and waits until it listens; empty if it ends before that. */
  static Optional<Child> start(List<String> command, Path data) throws IOException {
    Files.createDirectories(data.toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRACE_ADMIN_KEY", ADMIN_KEY);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors(data).toFile()));
    Process process = builder.start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(READY)) {
        // Whoever is traced from its start is the child of the tracer.
        ProcessHandle service = process.children().findFirst().orElse(process.toHandle());
        Thread.ofVirtual().start(() -> drain(lines)); // it never waits for a reader
        return Optional.of(
            new Child(process, service, URI.create(line.substring(READY.length()).strip())));
      }
    }
    process.onExit().join();
    return Optional.empty();
  }

  /** Where it writes what goes wrong. */
  static Path errors(Path data) {
    return data.resolveSibling(data.getFileName() + ".err");
  }

  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {}
    } catch (IOException e) {
      return; // it has ended
    }
  }

  URI address() {
    return address;
  }

  boolean isAlive() {
    return service.isAlive();
  }

  long pid() {
    return service.pid();
  }

  /** The ids of its threads whose name begins so; Linux keeps 15 characters of a name. */
  List<Long> threads(String name) {
    List<Long> found = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + service.pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).startsWith(name)) {
          found.add(Long.parseLong(task.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("threads of the service cannot be read", e);
    }
    return found;
  }

  /** {@code kill -9}. */
  void kill() {
    service.destroyForcibly();
    service.onExit().join();
    process.onExit().join();
  }

  /** Has the kernel cut short every write beyond {@code bytes} of a file. */
  void limitFiles(long bytes) throws IOException, InterruptedException {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", "" + pid(), "--fsize=" + bytes).inheritIO().start();
    if (prlimit.waitFor() != 0) {
      throw new IllegalStateException("prlimit failed: install util-linux");
    }
  }

  /** Asks it to end, and waits until it has. */
  @Override
  public void close() {
    service.destroy();
    process.onExit().orTimeout(2, TimeUnit.MINUTES).join();
  }
}

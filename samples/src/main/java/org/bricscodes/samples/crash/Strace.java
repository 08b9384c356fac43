package org.bricscodes.samples.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running strace, and the file it writes down what it sees in. */
final class Strace implements AutoCloseable {

  private static final Duration ATTACHING = Duration.ofSeconds(20);
  private static final Pattern FILE = Pattern.compile("<(/[^>]*)>|\"(/[^\"]*)\"");

  private final Process process;
  private final Path seen;

  private Strace(Process process, Path seen) {
    this.process = process;
    this.seen = seen;
  }

  /**
   * Fails unless strace is there and may trace.
   *
   * @throws IllegalStateException saying what to install or to permit
   */
  static void require() {
    try {
      Process probe =
          new ProcessBuilder("strace", "-o", "/dev/null", "true").redirectErrorStream(true).start();
      String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (probe.waitFor() != 0) {
        throw new IllegalStateException(
            "strace may not trace here: run as a user who may, or permit ptrace: " + said.strip());
      }
    } catch (IOException e) {
      throw new IllegalStateException("strace is missing: apt-get install strace", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What to put in front of a command so that it is struck while it starts. */
  static List<String> prefix(Path seen, FaultPoint point, int nth) {
    return List.of(
        "strace",
        "-f",
        "--seccomp-bpf",
        "-y",
        "-o",
        seen.toString(),
        "-e",
        "trace=" + point.call(),
        "-e",
        point.stroke().at(point.call(), nth));
  }

  /** Attaches to threads, and returns when it has. */
  static Strace attach(List<Long> threads, Path seen, FaultPoint point, int nth)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace",
                "-y",
                "-o",
                seen.toString(),
                "-e",
                "trace=" + point.call(),
                "-e",
                point.stroke().at(point.call(), nth)));
    threads.forEach(thread -> command.addAll(List.of("-p", thread.toString())));
    Files.deleteIfExists(seen);
    Path said = seen.resolveSibling(seen.getFileName() + ".said");
    Process process = new ProcessBuilder(command).redirectError(said.toFile()).start();
    long end = System.nanoTime() + ATTACHING.toNanos();
    while (attached(said) < threads.size() && process.isAlive()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("strace did not attach: " + Files.readString(said));
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return new Strace(process, seen);
  }

  private static long attached(Path said) throws IOException {
    return Files.readString(said).lines().filter(line -> line.endsWith(" attached")).count();
  }

  /** Whether a call was struck that did not end the process. */
  boolean struck() {
    return line(seen, " (DELAYED)").isPresent() || line(seen, " (INJECTED)").isPresent();
  }

  /** The file of the call that was struck, if one was; empty text if it has none. */
  static Optional<String> hit(Path seen, FaultPoint point) {
    Optional<String> line =
        switch (point.stroke()) {
          case KILLED_BEFORE ->
              line(seen, "+++ killed by SIGKILL").isPresent()
                  ? line(seen, point.call() + "(").or(() -> Optional.of(""))
                  : Optional.empty();
          case KILLED_AFTER -> line(seen, " (DELAYED)");
          case EIO, ENOSPC -> line(seen, " (INJECTED)");
        };
    return line.map(
        text -> {
          Matcher file = FILE.matcher(text);
          if (!file.find()) {
            return "";
          }
          return file.group(1) == null ? file.group(2) : file.group(1);
        });
  }

  /** The last line with this in it. */
  private static Optional<String> line(Path seen, String part) {
    if (!Files.exists(seen)) {
      return Optional.empty();
    }
    try {
      return Files.readString(seen, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.contains(part))
          .reduce((earlier, later) -> later);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Detaches: what it traced goes on, if it lives. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

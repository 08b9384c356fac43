package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.SignedNote;

/** What tests of several nodes have in common. */
final class Nodes {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int FAILURES_TOLD = 5;

  private Nodes() {}

  /** Something that may fail while nodes come and go. */
  interface Attempt {
    boolean succeeds() throws IOException;
  }

  /** Tries again and again until it succeeds. */
  static void await(String what, Attempt attempt) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Deque<String> failures = new ArrayDeque<>();
    while (true) {
      try {
        if (attempt.succeeds()) {
          return;
        }
      } catch (IOException e) {
        if (failures.size() == FAILURES_TOLD) {
          failures.removeFirst();
        }
        failures.addLast(e.toString());
      }
      assertThat(System.nanoTime() - deadline)
          .as("%s within %s, last %s", what, PATIENCE, failures)
          .isNegative();
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** Waits until {@code /ready} says so. */
  static void awaitReady(Http http) {
    await(
        "ready",
        () -> {
          HttpResponse<String> answer = http.get("/ready", "text/plain");
          if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
          }
          return true;
        });
  }

  /**
   * The newest checkpoint of a log.
   *
   * @param path of the log, such as {@code /log}
   * @throws IOException if there is none just now
   */
  static Checkpoint checkpoint(Http http, String path) throws IOException {
    HttpResponse<String> answer = http.get(path + "/checkpoint", "text/plain");
    if (answer.statusCode() != 200) {
      throw new IOException("no checkpoint: " + answer.statusCode());
    }
    return Checkpoint.parse(SignedNote.parse(answer.body()).text());
  }

  /** Gives a node the keys of another's data directory. */
  static void copyKeys(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("keys"));
    try (Stream<Path> files = Files.list(from.resolve("keys"))) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith("scan-salt-")) {
          Files.copy(file, to.resolve("keys").resolve(name));
        }
      }
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package org.bricscodes.samples.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Processor time of another process on this machine: what others do beside it does not count, so it
 * can be compared where elapsed time cannot.
 */
final class Cost {

  /** USER_HZ, which is 100 wherever Linux runs a JVM. */
  private static final long TICKS_A_SECOND = 100;

  private final ProcessHandle process;

  private Cost(ProcessHandle process) {
    this.process = process;
  }

  /** Of this process, which must run and be this user's. */
  static Cost of(long pid) {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalArgumentException("no process has the id " + pid));
    Cost cost = new Cost(process);
    cost.used();
    return cost;
  }

  /** What it used since it began. */
  Duration used() {
    Optional<Duration> used = process.info().totalCpuDuration();
    return used.orElseThrow(
        () ->
            new IllegalArgumentException(
                "the processor time of process " + process.pid() + " cannot be read here"));
  }

  /** Bytes that the disk gave it since it began, as Linux counts them; zero elsewhere. */
  long read() throws IOException {
    Path file = Path.of("/proc", "" + process.pid(), "io");
    if (!Files.exists(file)) {
      return 0;
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("read_bytes: "))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  /**
   * What the embedded engine used of it to flush and to compact, on threads of its own, as Linux
   * counts them; zero elsewhere. That comes when it comes, whatever is asked for just then.
   */
  Duration usedByEngine() throws IOException {
    return usedBy("rocksdb:");
  }

  /** Likewise, what the compiler used: it has to be done once, however often something is asked. */
  Duration usedByCompiler() throws IOException {
    return usedBy("C1 Compiler").plus(usedBy("C2 Compiler"));
  }

  private Duration usedBy(String name) throws IOException {
    Path threads = Path.of("/proc", "" + process.pid(), "task");
    long ticks = 0;
    if (Files.isDirectory(threads)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
        for (Path thread : all) {
          ticks += ticks(thread.resolve("stat"), name);
        }
      }
    }
    return Duration.ofMillis(ticks * 1_000 / TICKS_A_SECOND);
  }

  /** proc_pid_stat(5): the name stands in parentheses, user and system time 12 fields behind. */
  private static long ticks(Path stat, String name) throws IOException {
    String line;
    try {
      line = Files.readString(stat);
    } catch (IOException e) {
      if (Files.exists(stat)) {
        throw e;
      }
      return 0; // it ended meanwhile
    }
    int end = line.lastIndexOf(')');
    if (!line.substring(line.indexOf('(') + 1, end).startsWith(name)) {
      return 0;
    }
    String[] fields = line.substring(end + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }
}

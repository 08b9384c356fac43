package org.bricscodes.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.bricscodes.store.Limits;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Posting;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.TermScan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process at random moments and looks for what it had acknowledged. */
class RocksStoreCrashTest {

  private static final int KILLS = 6;

  @TempDir Path directory = Path.of("");

  private final List<Long> acknowledged = new ArrayList<>();
  private long counter;

  @Test
  void kill_atRandomMoments_losesNothingAcknowledgedAndTearsNothing() throws Exception {
    long seed = new Random().nextLong();
    RandomGenerator random = new Random(seed);
    for (int kill = 1; kill <= KILLS; kill++) {
      writeAndKill(1 + random.nextInt(2_000));
      String context = "seed " + seed + ", kill " + kill;

      try (Store store = RocksStore.open(directory, CrashWriter.TABLES)) {
        bodiesAreThere(store, context);
        postingsAreThere(store, context);
        noPartitionIsTorn(store, context);
        counterIsNotBehind(store, context);
      }
    }
  }

  @Test
  void open_whileAnotherProcessHasIt_namesThatProcess() throws Exception {
    Process writer = start();
    try (BufferedReader lines = writer.inputReader(UTF_8)) {
      assertThat(lines.readLine()).isNotNull();

      assertThatThrownBy(() -> RocksStore.open(directory, CrashWriter.TABLES))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("is in use by process " + writer.pid() + " (");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  /** Lets the writer acknowledge so many, then kills it; what it still said counts too. */
  private void writeAndKill(int lines) throws Exception {
    Process writer = start();
    try (BufferedReader reader = writer.inputReader(UTF_8)) {
      int read = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        note(line);
        if (++read == lines) {
          // Through the handle, which leaves open the pipe with what was still said.
          writer.toHandle().destroyForcibly();
        }
      }
      assertThat(read).as("lines before the writer ended").isGreaterThanOrEqualTo(lines);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private void note(String line) {
    if (!line.endsWith(CrashWriter.END)) {
      return;
    }
    String said = line.substring(0, line.length() - CrashWriter.END.length());
    if (said.startsWith("counter ")) {
      counter = Math.max(counter, Long.parseLong(said.substring("counter ".length())));
    } else {
      acknowledged.add(Long.parseLong(said));
    }
  }

  private Process start() throws Exception {
    long first = 1 + acknowledged.stream().mapToLong(Long::longValue).max().orElse(0);
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashWriter.class.getName(),
            directory.toString(),
            Long.toString(first))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void bodiesAreThere(Store store, String context) {
    List<Long> missing =
        acknowledged.stream().filter(n -> store.get(CrashWriter.body(n)) == null).toList();
    assertThat(missing).as(context).isEmpty();
  }

  private void postingsAreThere(Store store, String context) {
    TermIndex index = new TermIndex(store, CrashWriter.TERMS);
    Set<Posting> found = new HashSet<>();
    TermScan scan = TermScan.newest(CrashWriter.TERM, Limits.MAX_PAGE);
    @Nullable Posting next = null;
    do {
      var page = index.scan(scan.after(next));
      found.addAll(page.postings());
      next = page.next();
    } while (next != null);
    List<Long> missing =
        acknowledged.stream()
            .filter(number -> !found.contains(Posting.of(number, CrashWriter.id(number))))
            .toList();
    assertThat(missing).as(context).isEmpty();
    List<Posting> dangling =
        found.stream()
            .filter(posting -> store.get(CrashWriter.body(posting.timeMicros())) == null)
            .toList();
    assertThat(dangling).as(context).isEmpty();
  }

  private static void noPartitionIsTorn(Store store, String context) {
    List<Long> torn =
        LongStream.range(0, 1_000)
            .filter(
                number -> {
                  byte[] partition = OrderedBytes.ofLong(number);
                  List<Page.Row> rows = store.scan(Scan.of(CrashWriter.ROWS, partition, 10)).rows();
                  long records =
                      rows.stream()
                          .map(row -> OrderedBytes.toLong(row.value(), 0))
                          .distinct()
                          .count();
                  return !rows.isEmpty()
                      && (rows.size() != CrashWriter.ROWS_PER_PARTITION || records != 1);
                })
            .boxed()
            .toList();
    assertThat(torn).as(context).isEmpty();
  }

  private void counterIsNotBehind(Store store, String context) {
    byte[] value = store.get(CrashWriter.COUNTER);
    long stored = value == null ? 0 : OrderedBytes.toLong(value, 0);
    assertThat(stored).as(context).isGreaterThanOrEqualTo(counter);
  }
}

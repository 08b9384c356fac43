package org.bricscodes.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Write;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.LogCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills exporting and importing processes at random moments, until one comes to its end. */
final class MovingKillTest {

  private static final int KILLS = 6;
  private static final int ROWS = 20_000;

  @TempDir private Path root;

  @SuppressWarnings("NullAway.Init") // set before each test
  MovingKillTest() {}

  @Test
  void kill_atRandomMoments_endsWithEverythingThere() throws Exception {
    long seed = new Random().nextLong();
    RandomGenerator random = new Random(seed);
    Path data = Files.createDirectory(root.resolve("data"));
    MovedService service;
    try (Store store = rocks(data)) {
      service = new MovedService(data, store);
      for (int i = 0; i < ROWS; i += 1_000) {
        List<Write> writes = new ArrayList<>();
        for (int row = i; row < i + 1_000; row++) {
          writes.add(MovedService.put(MovedService.ROWS, "p" + row / 10, "s" + row, "v" + row));
        }
        StoreAnswer.await(store.write(writes));
      }
    }
    Path to = root.resolve("to");

    int exportKills = untilEnd("export", data, random);
    int importKills = untilEnd("import", to, random);

    try (Store from = rocks(data);
        Store into = rocks(to)) {
      assertThat(MovedService.rows(into))
          .as("seed " + seed)
          .isEqualTo(MovedService.rows(from))
          .hasSize(270 + ROWS);
    }
    ImportMark.requireNone(to);
    try (var here = MovedService.log(service.data);
        var there = MovedService.log(to)) {
      assertThat(there.checkpoint().note().bytes())
          .as("seed " + seed)
          .isEqualTo(here.checkpoint().note().bytes());
    }
    System.out.println(
        "kill -9: export " + exportKills + " times, import " + importKills + " times; all there");
  }

  /**
   * Runs it over and over, killed some times and then left alone; returns how often it was killed.
   */
  private int untilEnd(String what, Path data, RandomGenerator random) throws Exception {
    int kills = 0;
    for (int run = 1; ; run++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  MovingProcess.class.getName(),
                  what,
                  data.toString(),
                  root.resolve("out").toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader lines = process.inputReader(UTF_8)) {
        assertThat(lines.readLine()).isEqualTo("begins");
        if (run <= KILLS && !process.waitFor(20 + random.nextInt(900), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          kills++;
        }
        int exit = process.waitFor();
        if (exit == 0 || isDone(what, data)) {
          return kills; // also if it was killed between its last write and its end
        }
        assertThat(run)
            .as("a run that nobody killed ended with " + exit)
            .isLessThanOrEqualTo(KILLS);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private boolean isDone(String what, Path data) {
    return what.equals("export")
        ? Files.exists(root.resolve("out").resolve(Manifest.FILE))
        : LogCopy.isFinished(data.resolve("log")) && !ImportMark.exists(data);
  }

  private static RocksStore rocks(Path data) {
    return RocksStore.open(data.resolve("store"), MovedService.TABLES);
  }
}

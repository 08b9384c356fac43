package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that anchors is ended at every line of an anchor's life, one line for each checkpoint,
 * and started again. Afterwards every checkpoint is final, and on the ledger exactly once.
 *
 * <p>A test extends this with the settings of a ledger that outlives the processes, and, where the
 * ledger needs help to go on, keeps it going meanwhile.
 */
public abstract class KillContract {

  private static final long PATIENCE_SECONDS = 600;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  protected Path folder;

  /** Nothing is needed; everything is supplied by the methods. */
  protected KillContract() {}

  /** {@code adapter}, and every setting the ledger is opened with; the same each time. */
  protected abstract Map<String, String> ledger();

  /** How many anchors of this log the ledger holds, counted on the ledger itself. */
  protected abstract long anchorsOnTheLedger(String origin) throws Exception;

  /**
   * Changes of the store that an anchor takes which meets no trouble: attempt, accepted, final; and
   * included, before final, where the two differ.
   */
  protected int changes() {
    return 3;
  }

  @Test
  void killedAtEveryLineOfTheLife_anchorsEachCheckpointExactlyOnce() throws Exception {
    List<KillPoint> points = KillPoint.all(changes());
    List<Integer> exits = new ArrayList<>();

    for (KillPoint point : points) {
      Life life = live(point.toString());
      exits.add(life.exit());
      assertThat(life.exit()).as("%s: %s", point, life.said()).isEqualTo(KillPoint.EXIT);
    }
    Life last = live();

    assertThat(last.exit()).as(last.said()).isZero();
    List<String> finals = last.said().lines().filter(line -> line.startsWith("final ")).toList();
    assertThat(finals).extracting(line -> line.split(" ", 3)[1]).doesNotHaveDuplicates();
    assertThat(finals).extracting(line -> line.split(" ", 3)[2]).doesNotHaveDuplicates();
    assertThat(finals).hasSize(points.size());
    assertThat(anchorsOnTheLedger("log.example/life")).isEqualTo(points.size());
    System.getLogger(KillContract.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0}: killed at {1} points, {2} checkpoints, each final and on the ledger once:\n{3}",
            ledger().get("adapter"),
            points.size(),
            finals.size(),
            table(points, exits, finals));
  }

  /** A line for each kill point: how the process ended, and the one anchor of its checkpoint. */
  private static String table(List<KillPoint> points, List<Integer> exits, List<String> finals) {
    Map<String, String> bySize = new HashMap<>();
    finals.forEach(line -> bySize.put(line.split(" ", 3)[1], line.split(" ", 3)[2]));
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      String size = String.valueOf(i + 1);
      table.append(
          "  %-16s exit %d  checkpoint %2s  final as %s%n"
              .formatted(points.get(i), exits.get(i), size, bySize.get(size)));
    }
    return table.toString();
  }

  private record Life(int exit, String said) {}

  private Life live(String... point) throws IOException, InterruptedException {
    Path settings = folder.resolve("ledger.properties");
    Properties properties = new Properties();
    properties.putAll(ledger());
    try (Writer writer = Files.newBufferedWriter(settings, StandardCharsets.UTF_8)) {
      properties.store(writer, "the ledger under test");
    }
    Path output = folder.resolve("life.out");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AnchorLife.class.getName(),
                Files.createDirectories(folder.resolve("life")).toString(),
                settings.toString()));
    command.addAll(List.of(point));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("did not end: " + Files.readString(output));
    }
    return new Life(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}

package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code samples/cluster/cluster} says where no node runs, in a checkout of its own. */
final class ClusterTest {

  private static final String COUNTRY =
      "samples/target/classes/org/bricscodes/samples/country/CountryData.class";

  @TempDir private Path checkout;

  private Path home;

  @BeforeEach
  void copy() throws IOException {
    home = Files.createDirectories(checkout.resolve("home"));
    Files.createDirectories(checkout.resolve("samples/cluster"));
    Files.copy(Tree.root().resolve("samples/cluster/cluster"), script());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0", "-5", "1e5", "500000001", "99999999999999999999"})
  void load_ofNoNumberOfEvents_isRefused(String events) throws Exception {
    made("trace-api/target/trace.jar");
    made(COUNTRY);

    assertThat(refused("api", "load", events))
        .contains("takes how many events to send, 1 to 500000000, found '" + events + "'");
  }

  @Test
  void load_beforeAnythingIsBuilt_saysHowToBuildIt() throws Exception {
    assertThat(refused("api", "load", "5")).contains("no trace-api/target/trace.jar: run mvn ");
    made("trace-api/target/trace.jar");
    assertThat(refused("api", "load", "5"))
        .contains("there is no " + COUNTRY + ": run mvn -q -DskipTests package in ");
  }

  @Test
  void load_whileNoNodeRuns_saysHowToStartSome() throws Exception {
    made("trace-api/target/trace.jar");
    made(COUNTRY);

    assertThat(refused("api", "load", "5")).contains("no API node runs: 'cluster api up 2'");
    assertThat(home.resolve("country")).doesNotExist();
  }

  @Test
  void wipe_whileNoNodeRuns_forgetsWhatWasLoaded() throws Exception {
    made("home/country/next-lot");
    made("home/copies");

    Outcome outcome = run("wipe");

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(home).isEmptyDirectory();
    assertThat(run("wipe").exit()).as("with nothing left").isZero();
  }

  private void made(String path) throws IOException {
    Path file = checkout.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.createFile(file);
  }

  private String refused(String... words) throws Exception {
    Outcome outcome = run(words);
    assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
    return outcome.output();
  }

  private record Outcome(int exit, String output) {}

  private Outcome run(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", script().toString()));
    command.addAll(List.of("--home", home.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }

  private Path script() {
    return checkout.resolve("samples/cluster/cluster");
  }
}

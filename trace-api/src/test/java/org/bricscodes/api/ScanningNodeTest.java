package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.bricscodes.api.cli.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a node that only scans is refused for, and what it takes. */
@SuppressWarnings("NullAway.Init") // set before the tests
final class ScanningNodeTest {

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void start_withSeveralFaults_namesThemAll() {
    Config config = Config.local(folder);

    assertThatThrownBy(
            () ->
                ScanningNode.start(
                    config, "10.0.0.5:8080", Clock.systemUTC(), new SecureRandom(), () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give --store cassandra; ")
        .hasMessageContaining("give all of them one --base-url; ")
        .hasMessageContaining("--node-address takes how the other nodes reach this one");
  }

  @Test
  void command_withoutAddress_orWithALog_isRefused_withWhatToGive() {
    assertThat(trace("serve", "--only", "scans", "--log", "b")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--only scans takes --node-address", "--only scans and --log exclude each other");
    assertThat(
            trace(
                "serve",
                "--only",
                "scans",
                "--node-address",
                "http://10.0.0.5:8080",
                "--data",
                folder.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("give --store cassandra");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void takes_linksOfAllShapes() {
    assertThat(
            List.of(
                "/scan/01/09521222000018",
                "/scan/01/09521222000018/10/TGY2604A",
                "/scan/01/09521222000018/21/A1",
                "/scan/01/09521222000018/22/2A/10/TGY2604A/21/A%2F1",
                "/scan/offline.js",
                "/ready",
                "/metrics"))
        .allMatch(Scanning::takes);
  }

  /** With something in the place of what the path leaves open. */
  @Test
  void takes_nothingElseOfWhatTheServiceCanDo() {
    try (RunningServer running = RunningServer.in(folder)) {
      List<String> taken =
          running.server().operations().stream()
              .filter(operation -> operation.startsWith("GET "))
              .filter(
                  operation ->
                      Scanning.takes(
                          operation
                              .substring(4)
                              .replace("{link}", "09521222000018/21/A1")
                              .replaceAll("\\{[^}]*}", "x")))
              .toList();

      assertThat(taken)
          .containsExactlyInAnyOrder(
              "GET /scan/01/{link}", "GET /scan/offline.js", "GET /ready", "GET /metrics");
    }
  }

  private int trace(String... arguments) {
    CommandLine command = Trace.command();
    command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }
}

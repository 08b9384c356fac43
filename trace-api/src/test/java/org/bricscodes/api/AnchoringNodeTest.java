package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.store.cassandra.CassandraSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a node that only anchors is refused for. */
@SuppressWarnings("NullAway.Init") // set before the tests
final class AnchoringNodeTest {

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void start_withSeveralFaults_namesThemAll() {
    assertThatThrownBy(() -> start(Config.local(folder), "10.0.0.5:8080"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give --store cassandra; ")
        .hasMessageContaining("give all of them one --base-url; ")
        .hasMessageContaining("--node-address takes how the other nodes reach this one");
  }

  @Test
  void start_withoutLedgersAndKey_saysWhatToCopy() {
    Config config =
        Config.local(folder)
            .withBaseUrl("https://trace.example")
            .withStore(
                new StoreSettings.Cluster(
                    CassandraSettings.of(CassandraSettings.contactPoints("127.0.0.1"), "trace")));

    assertThatThrownBy(() -> start(config, "http://10.0.0.5:8080"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("names no ledger")
        .hasMessageContaining("log.vkey is missing");
    assertThat(folder.resolve("keys")).isEmptyDirectory();
  }

  @Test
  void command_withoutAddress_orWithALog_isRefused_withWhatToGive() {
    assertThat(trace("serve", "--only", "anchoring", "--log", "b")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "--only anchoring takes --node-address",
            "--only anchoring and --log exclude each other");
    assertThat(
            trace(
                "serve",
                "--only",
                "anchoring",
                "--node-address",
                "http://10.0.0.5:8080",
                "--data",
                folder.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("give --store cassandra");
    assertThat(trace("serve", "--only", "anchors")).isEqualTo(2);
    assertThat(err.toString()).contains("--only takes resolver, capture, scans or anchoring");
  }

  private int trace(String... arguments) {
    CommandLine command = Trace.command();
    command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  private static void start(Config config, String address) {
    AnchoringNode.start(config, address, Clock.systemUTC(), new SecureRandom(), () -> {}).close();
  }
}

package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code serve} says to options of nodes that do not go together; nothing is started. */
@SuppressWarnings("NullAway.Init") // set before the tests
final class ServeNodeTest {

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void log_withoutAnAddress_isRefused() {
    assertRefused("--log takes --node-address: how the other nodes reach this one", "--log", "b");
  }

  @Test
  void onlyCapture_alone_isRefused() {
    assertRefused(
        "--only capture takes --log and --node-address: it is one of several nodes",
        "--only",
        "capture");
  }

  @Test
  void faults_areNamedTogether() {
    assertRefused(
        "--log takes --node-address: how the other nodes reach this one; --only capture takes --log"
            + " and --node-address: it is one of several nodes",
        "--log",
        "b",
        "--only",
        "capture");
    assertRefused(
        "several nodes need a store they all reach: give --store cassandra; the nodes of one"
            + " service answer for each other: give all of them one --base-url; --node-address"
            + " takes how the other nodes reach this one, such as http://10.0.0.5:8080, found here;"
            + " --log takes a letter of a-z and up to 31 more of a-z, 0-9 and -, and not tile,"
            + " found B",
        "--node-address",
        "here",
        "--log",
        "B");
  }

  @Test
  void onlyCapture_withoutALog_isRefused() {
    assertRefused(
        "--only capture takes --log: the log this node records with",
        "--node-address",
        "http://10.0.0.5:8080",
        "--only",
        "capture",
        "--base-url",
        "https://trace.example",
        "--store",
        "cassandra",
        "--contact-points",
        "127.0.0.1:9");
  }

  @Test
  void onlySomethingElse_isRefused() {
    assertRefused(
        "--only takes resolver, capture, scans or anchoring, found queries", "--only", "queries");
  }

  private void assertRefused(String message, String... options) {
    CommandLine command = Trace.command();
    command.setErr(new PrintWriter(err));
    Path data = folder.resolve("data");
    String[] arguments = new String[options.length + 3];
    arguments[0] = "serve";
    arguments[1] = "--data";
    arguments[2] = data.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);

    assertThat(command.execute(arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(Files.exists(data)).isFalse();
  }
}

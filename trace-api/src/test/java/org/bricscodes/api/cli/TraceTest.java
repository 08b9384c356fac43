package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void stoppedService_isTold_withoutCausesThatSayNull() throws IOException {
    String url = "http://127.0.0.1:" + unusedPort();
    Path file = Files.writeString(folder.resolve("events.json"), "{}");

    for (List<String> what :
        List.of(List.of("query", "EQ_bizStep=packing"), List.of("capture", file.toString()))) {
      err.getBuffer().setLength(0);
      int exit = trace(what.getFirst(), "--url", url, "--key", "k", what.getLast());

      assertThat(exit).isEqualTo(1);
      assertThat(err.toString()).contains("is the service running there?").doesNotContain("null");
    }
  }

  @Test
  void jsonThatIsNoBundle_isUnusable_asTheHelpSays() throws IOException {
    for (String text : List.of("{\"a\":1}", "{\"position\":0}\n{\"position\":1}\n")) {
      out.getBuffer().setLength(0);
      Path file = Files.writeString(folder.resolve("none.json"), text);

      assertThat(trace("verify", file.toString())).isEqualTo(2);
      assertThat(out.toString()).startsWith("unusable  is no proof bundle");
    }
  }

  private int trace(String... arguments) {
    return Trace.command()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

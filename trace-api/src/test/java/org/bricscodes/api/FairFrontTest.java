package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One party takes all it can get at the doors; another finds what it needs. */
@SuppressWarnings("NullAway.Init") // set before each test
final class FairFrontTest {

  private static final String GREEDY = "https://id.gs1.org/417/9521222000003";
  private static final String MODEST = "https://id.gs1.org/417/9521333000006";

  private RunningServer running;
  private final List<Socket> open = new ArrayList<>();

  @BeforeEach
  void start(@TempDir Path data) {
    running = RunningServer.in(data);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    running.close();
  }

  @Test
  void bodiesThatAreNeverFinished_areOnePartysShare_andAnotherCaptures() throws IOException {
    String greedy = running.key(GREEDY, "exporter");
    String second = running.key(GREEDY, "exporter");
    String modest = running.key(MODEST, "exporter");
    long most = Front.MAX_BODIES / (4 << 20) * 7 / 8;
    for (int i = 0; i < most; i++) {
      begin(i % 2 == 0 ? greedy : second);
    }

    HttpResponse<String> refused = capture(greedy, 1);
    while (refused.statusCode() == 202) { // not all of them had been taken in
      begin(second);
      refused = capture(greedy, 1);
    }

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(json(refused).path("code").asText()).isEqualTo("over-share");
    assertThat(capture(second, 2).statusCode()).as("a party's keys are one").isEqualTo(429);
    assertThat(capture(modest, 3).statusCode()).isEqualTo(202);
    assertThat(running.get("/ready").statusCode()).isEqualTo(200);

    close(open);
    HttpResponse<String> again = capture(greedy, 4);
    while (again.statusCode() == 429) { // until the service has seen them go
      again = capture(greedy, 4);
    }
    assertThat(again.statusCode()).isEqualTo(202);
  }

  @Test
  void whatIsTooMuch_isDescribedInTheMetrics() {
    HttpResponse<String> metrics = running.send(running.admin("/metrics"));

    assertThat(metrics.body()).contains("connections ", "bodies_bytes 0");
  }

  private HttpResponse<String> capture(String key, int number) {
    return running.send(
        running
            .as(key, "/epcis/capture")
            .header("Content-Type", "application/ld+json")
            .POST(BodyPublishers.ofString(Events.document("shipping", number, number + 1))));
  }

  /** A document of four megabytes, of which nothing comes. */
  private void begin(String key) throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), running.server().address().getPort());
    open.add(socket);
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST /epcis/capture HTTP/1.1\r\nHost: x\r\nContent-Type: application/ld+json\r\n"
                + "Content-Length: 4194304\r\nAuthorization: Bearer "
                + key
                + "\r\n\r\n{")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }
}

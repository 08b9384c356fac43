package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.ADMIN_KEY;
import static org.bricscodes.api.RunningServer.json;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent, the answer is a problem document that names the fault, and the service lives.
 */
final class BadRequestTest {

  @TempDir private Path data;
  private RunningServer running;

  @SuppressWarnings("NullAway.Init") // set before each test
  BadRequestTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
  }

  @AfterEach
  void serviceIsStillUp() {
    assertThat(running.get("/ready").statusCode()).isEqualTo(200);
    running.close();
  }

  @Test
  void unknownPath_isNotFound() {
    assertProblem(running.get("/nothing/here"), 404, "not-found");
  }

  @Test
  void path_thatIsNotPercentEncoded_isRefused() throws IOException {
    URI address = running.server().address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /01/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
    }
  }

  @Test
  void address_withDotsOrDoubledSlashes_isTakenAsSent() {
    assertThat(running.get("/codes/../health").statusCode()).isEqualTo(404);
    assertThat(running.get("//health").statusCode()).isEqualTo(404);
  }

  @Test
  void wrongMethod_isNotAllowed_andSaysWhichAre() {
    var answer = running.send(running.admin("/keys").PUT(BodyPublishers.noBody()));

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(json(answer).path("detail").asText()).contains("GET, HEAD, OPTIONS, POST");
  }

  @Test
  void senderThatGoesAwayInItsBody_isNoFaultOfOurs() throws IOException {
    URI address = running.server().address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request =
          """
          POST /epcis/capture HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          Content-Type: application/json\r
          Content-Length: 1000\r
          \r
          {"type":"""
              .formatted(ADMIN_KEY);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
    String metrics = captures();
    while (metrics.isEmpty()) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      metrics = captures();
    }

    assertThat(metrics).contains("status=\"4xx\"").doesNotContain("status=\"5xx\"");
  }

  private String captures() {
    return running
        .send(running.admin("/metrics"))
        .body()
        .lines()
        .filter(line -> line.contains("path=\"/epcis/capture\""))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void longAddress_isRefused() {
    assertProblem(running.get("/health?" + "x".repeat(9000)), 414, "uri-too-long");
  }

  @Test
  void longHeaders_areRefused() {
    var answer = running.send(running.open("/health").header("X-Long", "x".repeat(17_000)));

    assertProblem(answer, 431, "headers-too-large");
  }

  @Test
  void largeBody_isRefused() {
    var answer = running.post(ADMIN_KEY, "/keys", "x".repeat(10 << 20));

    assertProblem(answer, 413, "body-too-large");
  }

  @Test
  void largeBody_ofUnknownLength_isRefused() {
    var answer =
        running.send(
            running
                .admin("/keys")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[1 << 20]))));

    assertProblem(answer, 413, "body-too-large");
  }

  @Test
  void deepJson_isRefused() {
    var answer = running.post(ADMIN_KEY, "/keys", "[".repeat(1000) + "]".repeat(1000));

    assertProblem(answer, 400, "invalid-body");
  }

  @Test
  void duplicateKeys_areRefused() {
    var answer = running.post(ADMIN_KEY, "/keys", "{\"name\":\"a\",\"name\":\"b\"}");

    assertProblem(answer, 400, "invalid-body");
    assertThat(json(answer).path("detail").asText()).contains("name");
  }

  @Test
  void invalidUtf8_isRefused() {
    byte[] body = "{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

    var answer = running.send(running.admin("/keys").POST(BodyPublishers.ofByteArray(body)));

    assertProblem(answer, 400, "invalid-body");
    assertThat(json(answer).path("detail").asText()).contains("UTF-8");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).path("status").asInt()).isEqualTo(status);
    assertThat(json(answer).path("code").asText()).isEqualTo(code);
    assertThat(json(answer).path("type").asText()).endsWith("/docs#problem-" + code);
  }
}

package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that does not write hands on what it is asked, unchanged. */
@SuppressWarnings("NullAway.Init") // set before the tests
final class StandInTest {

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void end() {
    client.shutdownNow();
    vertx.close().await();
  }

  @Test
  void request_isHandedOnWithItsBodyAndKey_andTheAnswerComesBack() throws Exception {
    URI writer =
        writer(
            request ->
                request
                    .body()
                    .onSuccess(
                        body ->
                            request
                                .response()
                                .setStatusCode(202)
                                .putHeader("Location", "/epcis/capture/1")
                                .end(
                                    String.join(
                                        "|",
                                        request.method().name(),
                                        request.uri(),
                                        request.getHeader("Authorization"),
                                        request.getHeader("X-Forwarded-For"),
                                        request.getHeader("Via"),
                                        body.toString()))));
    try (StandIn standIn = listen()) {
      standIn.handTo(writer);

      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(at(standIn, "/epcis/capture?a=%2F"))
                  .header("Authorization", "Bearer key")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"茶\":1}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.headers().firstValue("Location")).hasValue("/epcis/capture/1");
      assertThat(answer.body())
          .isEqualTo("POST|/epcis/capture?a=%2F|Bearer key|127.0.0.1|1.1 trace-node|{\"茶\":1}");
    }
  }

  @Test
  void webSocket_isHandedOn() throws Exception {
    URI writer =
        writer(
            request ->
                request
                    .toWebSocket()
                    .onSuccess(socket -> socket.writeTextMessage("an event of " + request.uri())));
    try (StandIn standIn = listen()) {
      standIn.handTo(writer);
      CompletableFuture<String> first = new CompletableFuture<>();

      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + standIn.port() + "/epcis/queries/q/events"),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                        WebSocket webSocket, CharSequence data, boolean last) {
                      first.complete(data.toString());
                      return CompletableFuture.completedFuture(null);
                    }
                  })
              .get(30, TimeUnit.SECONDS);

      assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("an event of /epcis/queries/q/events");
      socket.abort();
    }
  }

  @Test
  void webSocket_whoseClientDoesNotRead_holdsTheWriterBack() throws Exception {
    CompletableFuture<Boolean> full = new CompletableFuture<>();
    URI writer = writer(request -> request.toWebSocket().onSuccess(socket -> fill(socket, full)));
    try (StandIn standIn = listen()) {
      standIn.handTo(writer);

      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), standIn.port())) {
        client.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));

        // A node without back pressure would take it all into its memory.
        assertThat(full.get(60, TimeUnit.SECONDS)).as("the writer is told to wait").isTrue();
      }
    }
  }

  /** What comes, up to and with this. */
  private static String read(Socket client, String last) throws IOException {
    client.setSoTimeout(30_000);
    StringBuilder text = new StringBuilder();
    while (text.indexOf(last) < 0) {
      int next = client.getInputStream().read();
      if (next < 0) {
        return text.toString();
      }
      text.append((char) next);
    }
    return text.toString();
  }

  /** Writes for as long as it is taken; told when nothing was for a second. */
  private void fill(ServerWebSocket socket, CompletableFuture<Boolean> full) {
    byte[] much = new byte[1 << 20];
    int[] written = new int[1];
    vertx.setPeriodic(
        5,
        timer -> {
          if (socket.isClosed()) {
            vertx.cancelTimer(timer);
            return;
          }
          if (socket.writeQueueFull()) {
            return;
          }
          if (++written[0] == 512) {
            full.complete(false);
            vertx.cancelTimer(timer);
          }
          var _ = socket.writeBinaryMessage(Buffer.buffer(much));
        });
    long[] last = {-1};
    vertx.setPeriodic(
        1_000,
        timer -> {
          if (last[0] == written[0]) {
            full.complete(true);
          }
          last[0] = written[0];
        });
  }

  private static final String HANDSHAKE =
      """
      GET / HTTP/1.1\r
      Host: x\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;

  @Test
  void webSocket_toAWriterOutOfReach_isToldWhenToComeAgain() throws Exception {
    URI nobody;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort());
    }
    try (StandIn standIn = listen()) {
      standIn.handTo(nobody);

      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), standIn.port())) {
        client.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));

        assertThat(read(client, "does not answer"))
            .startsWith("HTTP/1.1 503")
            .containsIgnoringCase("Retry-After: 1")
            .contains("application/problem+json", "the node that writes does not answer");
      }
    }
  }

  @Test
  void webSocket_thatTheWriterRefuses_isRefusedInItsWords() throws Exception {
    URI writer =
        writer(
            request ->
                request
                    .response()
                    .setStatusCode(401)
                    .putHeader("Content-Type", "application/problem+json")
                    .end("{\"code\":\"key-missing\"}"));
    try (StandIn standIn = listen()) {
      standIn.handTo(writer);

      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), standIn.port())) {
        client.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));

        assertThat(read(client, "key-missing")).startsWith("HTTP/1.1 401").contains("key-missing");
      }
    }
  }

  @Test
  void whileNobodyWrites_itSaysSoAndWhenToComeAgain_andIsHealthy() throws Exception {
    try (StandIn standIn = listen()) {
      HttpResponse<String> answer = get(standIn, "/scan/01/09521234543213");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body()).contains("no node writes just now; one is taking over");
      assertThat(get(standIn, "/health").body()).isEqualTo("ok\n");
    }
  }

  @Test
  void writerThatDoesNotAnswer_isAnswered503() throws Exception {
    try (StandIn standIn = listen()) {
      standIn.handTo(URI.create("http://127.0.0.1:" + freePort()));

      HttpResponse<String> answer = get(standIn, "/ready");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }
  }

  @Test
  void writerThatBreaksOff_isAnswered502_sinceNobodyKnowsWhatItDid() throws Exception {
    URI writer = writer(request -> request.connection().close());
    try (StandIn standIn = listen()) {
      standIn.handTo(writer);

      HttpResponse<String> answer = get(standIn, "/ready");

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
      assertThat(answer.body()).contains("what was asked may have been done or not");
    }
  }

  @Test
  void twoThatTakeEachOtherForTheWriter_sendNothingToAndFro() throws Exception {
    try (StandIn one = listen();
        StandIn other = listen()) {
      one.handTo(at(other, ""));
      other.handTo(at(one, ""));

      HttpResponse<String> answer = get(one, "/ready");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("the nodes are changing places");
    }
  }

  @Test
  void close_givesThePortBack() throws Exception {
    StandIn standIn = listen();
    int port = standIn.port();
    assertThat(get(standIn, "/health").statusCode()).isEqualTo(200);

    standIn.close();

    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.getLocalPort()).isEqualTo(port);
    }
  }

  private StandIn listen() {
    return StandIn.listen(Config.local(folder), Limits.STANDARD);
  }

  private URI writer(io.vertx.core.Handler<HttpServerRequest> handler) {
    HttpServer server = vertx.createHttpServer().requestHandler(handler);
    server.listen(0, "127.0.0.1").await();
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private HttpResponse<String> get(StandIn standIn, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(at(standIn, path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI at(StandIn standIn, String path) {
    return URI.create("http://127.0.0.1:" + standIn.port() + path);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

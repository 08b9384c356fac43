package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
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

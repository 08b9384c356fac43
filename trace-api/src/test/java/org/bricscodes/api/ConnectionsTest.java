package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Places for connections are given back however a connection ends. */
final class ConnectionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final Connections connections = new Connections(100);
  private int port;

  ConnectionsTest() {}

  @BeforeEach
  void listen() {
    port =
        vertx
            .createHttpServer()
            .connectionHandler(connections::opened)
            .requestHandler(
                request -> {
                  if ("/socket".equals(request.path())) {
                    var _ = request.toWebSocket();
                  } else {
                    var _ = request.response().end("here");
                  }
                })
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void connectionThatEnds_givesItsPlaceBack() throws IOException {
    try (Socket client = ask("/", "")) {
      assertThat(head(client)).startsWith("HTTP/1.1 200");
      assertThat(connections.open()).isEqualTo(1);
    }

    assertThat(openInTheEnd()).isZero();
  }

  /** Vert.x tells the close handler of such a connection nothing more. */
  @Test
  void connectionThatBecameAWebSocket_givesItsPlaceBack() throws IOException {
    String upgrade =
        """
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        """;
    try (Socket client = ask("/socket", upgrade)) {
      assertThat(head(client)).startsWith("HTTP/1.1 101");
      assertThat(connections.open()).isEqualTo(1);
    }

    assertThat(openInTheEnd()).isZero();
  }

  private Socket ask(String path, String headers) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setSoTimeout((int) PATIENCE.toMillis());
    client
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private static String head(Socket client) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = client.getInputStream().read();
      assertThat(next).as(head.toString()).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  private int openInTheEnd() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (connections.open() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return connections.open();
  }
}

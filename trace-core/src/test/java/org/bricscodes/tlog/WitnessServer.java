package org.bricscodes.tlog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link Witness} behind real HTTP on a loopback port, which can be told to misbehave. */
final class WitnessServer implements AutoCloseable {

  /** Answers instead of the witness. */
  @FunctionalInterface
  interface Manner {
    void answer(HttpExchange exchange, byte[] body) throws IOException;
  }

  private final Witness witness;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Manner manner;

  WitnessServer(Path directory, SignerKey key, SignerKey log) {
    LogList list =
        new LogList(
            List.of(new LogList.Item(log.verifierKey(), log.name(), 1_000_000, "us@log.example")));
    this.witness =
        Witness.open(directory, key, list, InstantSource.fixed(Logs.NOW), new UnsyncedFiles());
    this.manner = this::honestly;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/w",
        exchange -> {
          requests.addAndGet(exchange.getRequestMethod().equals("POST") ? 1 : 0);
          manner.answer(exchange, exchange.getRequestBody().readAllBytes());
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/w";
  }

  VerifierKey key() {
    return witness.verifierKey();
  }

  Witness witness() {
    return witness;
  }

  /** Cosignatures asked for so far. */
  int requests() {
    return requests.get();
  }

  void behave(Manner other) {
    manner = other;
  }

  void behave() {
    manner = this::honestly;
  }

  /** As a witness should. */
  void honestly(HttpExchange exchange, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      latest(exchange);
      return;
    }
    switch (witness.addCheckpoint(body)) {
      case WitnessAnswer.Cosigned cosigned -> send(exchange, 200, "text/plain", cosigned.body());
      case WitnessAnswer.Conflict conflict ->
          send(exchange, 409, WitnessAnswer.SIZE_TYPE, conflict.body());
      case WitnessAnswer.Malformed _ -> send(exchange, 400, "text/plain", "");
      case WitnessAnswer.Unsigned _ -> send(exchange, 403, "text/plain", "");
      case WitnessAnswer.UnknownLog _ -> send(exchange, 404, "text/plain", "");
      case WitnessAnswer.Inconsistent _ -> send(exchange, 422, "text/plain", "");
      case WitnessAnswer.TooOften _ -> send(exchange, 429, "text/plain", "");
    }
  }

  /** Honestly, but only once the latch is open. */
  Manner after(CountDownLatch latch) {
    return (exchange, body) -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      honestly(exchange, body);
    };
  }

  /** Always the same. */
  static Manner always(int status, String type, String body) {
    return (exchange, request) -> send(exchange, status, type, body);
  }

  private void latest(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    var note = witness.latest(Digest.parseHex(path[2]));
    send(
        exchange,
        note.isPresent() ? 200 : 404,
        "text/plain",
        note.map(SignedNote::toString).orElse(""));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    witness.close();
  }
}

package org.bricscodes.ledger.evm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.web3j.protocol.ObjectMapperFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node that says what it is told to, for what no real node can be brought to do. What it was told
 * nothing about goes to the real node behind it, if there is one.
 */
final class ScriptedNode implements AutoCloseable {

  /** What becomes of one call; empty bytes: the connection breaks. */
  private interface Act {
    void on(HttpExchange exchange, JsonNode request) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Optional<URI> behind;
  private final Map<String, Act> script = new ConcurrentHashMap<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private ScriptedNode(Optional<URI> behind) throws IOException {
    this.behind = behind;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static ScriptedNode alone() throws IOException {
    return new ScriptedNode(Optional.empty());
  }

  static ScriptedNode before(URI node) throws IOException {
    return new ScriptedNode(Optional.of(node));
  }

  /** A node of a chain of three blocks, as far as everything that is asked first goes. */
  static ScriptedNode ofChain(long chainId) throws IOException {
    return alone()
        .answers("eth_chainId", "\"0x" + Long.toHexString(chainId) + "\"")
        .answers("eth_blockNumber", "\"0x3\"");
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The bodies of all requests so far. */
  List<String> seen() {
    return List.copyOf(seen);
  }

  long seen(String method) {
    return seen.stream().filter(body -> body.contains("\"" + method + "\"")).count();
  }

  ScriptedNode answers(String method, String result) {
    script.put(method, (exchange, request) -> write(exchange, 200, envelope(request, result)));
    return this;
  }

  ScriptedNode refuses(String method, int code, String message) {
    String error = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    script.put(
        method,
        (exchange, request) ->
            write(
                exchange,
                200,
                "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",\"error\":" + error + "}"));
    return this;
  }

  ScriptedNode says(String method, int status, String body) {
    script.put(method, (exchange, request) -> write(exchange, status, body));
    return this;
  }

  /** Reads the call and breaks the connection. */
  ScriptedNode breaks(String method) {
    script.put(method, (exchange, request) -> exchange.close());
    return this;
  }

  /** Does not answer as long as it lives. */
  ScriptedNode hangs(String method) {
    script.put(method, (exchange, request) -> closed.await());
    return this;
  }

  /** Lets the real node act and loses its answer. */
  ScriptedNode losesAnswerOf(String method) {
    script.put(
        method,
        (exchange, request) -> {
          var _ = forwarded(request);
          exchange.close();
        });
    return this;
  }

  /** Changes what the real node answers. */
  ScriptedNode alters(String method, UnaryOperator<String> change) {
    script.put(
        method, (exchange, request) -> write(exchange, 200, change.apply(forwarded(request))));
    return this;
  }

  /** Asks the real node something else than it was asked. */
  ScriptedNode rewrites(String method, UnaryOperator<String> change) {
    script.put(
        method,
        (exchange, request) -> write(exchange, 200, forwarded(change.apply(request.toString()))));
    return this;
  }

  /** Does again what a node does. */
  ScriptedNode behaves() {
    script.clear();
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    seen.add(new String(body, StandardCharsets.UTF_8));
    JsonNode request = ObjectMapperFactory.getObjectMapper().readTree(body);
    Act act = script.get(request.path("method").asString());
    try {
      if (act != null) {
        act.on(exchange, request);
      } else if (behind.isPresent()) {
        write(exchange, 200, forwarded(request));
      } else {
        write(
            exchange,
            200,
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + request.path("id")
                + ",\"error\":{\"code\":-32601,\"message\":\"method not found\"}}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private String forwarded(JsonNode request) throws IOException, InterruptedException {
    return forwarded(request.toString());
  }

  private String forwarded(String request) throws IOException, InterruptedException {
    HttpRequest onward =
        HttpRequest.newBuilder(behind.orElseThrow())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(request))
            .build();
    return http.send(onward, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String envelope(JsonNode request, String result) {
    ObjectNode answer = ObjectMapperFactory.getObjectMapper().createObjectNode();
    answer.put("jsonrpc", "2.0");
    answer.set("id", request.path("id"));
    answer.set("result", ObjectMapperFactory.getObjectMapper().readTree(result));
    return answer.toString();
  }

  private static void write(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}

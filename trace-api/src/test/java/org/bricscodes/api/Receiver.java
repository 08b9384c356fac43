package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A subscriber's own server on this machine. What it has taken outlives its restarts. */
final class Receiver implements AutoCloseable {

  /** Answers nothing: the connection just ends. */
  static final int DIES_BEFORE_TAKING = -1;

  static final int DIES_AFTER_TAKING = -2;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A request, and what was answered. */
  @SuppressWarnings("ArrayRecordComponent") // looked at, never compared
  record Taken(Map<String, List<String>> headers, byte[] body, int status) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final List<Taken> taken = new ArrayList<>();
  private final Set<String> eventIDs = new LinkedHashSet<>();
  private final int port;
  private IntSupplier status = () -> 200;
  private String location = "";
  private @Nullable HttpServer server;

  private Receiver(int port, HttpServer server) {
    this.port = port;
    this.server = server;
  }

  static Receiver start() {
    HttpServer server = bind(0);
    Receiver receiver = new Receiver(server.getAddress().getPort(), server);
    receiver.serve(server);
    return receiver;
  }

  private static HttpServer bind(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpServer fresh) {
    fresh.createContext("/", this::take);
    fresh.start();
  }

  String url() {
    return "http://127.0.0.1:" + port + "/in?for=us";
  }

  int port() {
    return port;
  }

  synchronized void answers(IntSupplier next) {
    status = next;
  }

  synchronized void redirectsTo(String address) {
    location = address;
    status = () -> 307;
  }

  /** Ends at once; requests under way get no answer. */
  void kill() {
    HttpServer running;
    synchronized (this) {
      running = server;
      server = null;
    }
    if (running != null) {
      running.stop(0);
    }
  }

  /** On the same port. */
  void restart() {
    HttpServer fresh = bind(port);
    synchronized (this) {
      server = fresh;
    }
    serve(fresh);
  }

  private void take(HttpExchange exchange) throws IOException {
    int answer;
    synchronized (this) {
      answer = status.getAsInt();
    }
    if (answer == DIES_BEFORE_TAKING) {
      exchange.close();
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    synchronized (this) {
      taken.add(new Taken(Map.copyOf(exchange.getRequestHeaders()), body, answer));
      if (answer == 200 || answer == DIES_AFTER_TAKING) {
        eventIDs.addAll(eventIDs(body));
      }
      notifyAll();
    }
    if (answer == DIES_AFTER_TAKING) {
      exchange.close();
      return;
    }
    if (!location.isEmpty()) {
      exchange.getResponseHeaders().add("Location", location);
    }
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private static List<String> eventIDs(byte[] body) {
    try {
      JsonNode list =
          MAPPER
              .readTree(body)
              .path("epcisBody")
              .path("queryResults")
              .path("resultsBody")
              .path("eventList");
      List<String> ids = new ArrayList<>();
      list.forEach(event -> ids.add(event.path("eventID").asText()));
      return ids;
    } catch (IOException e) {
      return List.of(); // XML
    }
  }

  synchronized List<Taken> taken() {
    return List.copyOf(taken);
  }

  /** Every event once, in the order it first came. */
  synchronized List<String> eventIDs() {
    return List.copyOf(eventIDs);
  }

  void awaitRequests(int count) {
    await(() -> taken.size() >= count);
  }

  void awaitEvents(int count) {
    await(() -> eventIDs.size() >= count);
  }

  private synchronized void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try {
      while (!condition.getAsBoolean()) {
        assertThat(System.nanoTime()).as("%d requests", taken.size()).isLessThan(end);
        wait(50);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}

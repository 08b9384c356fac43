package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** The real server on a free port, and a client that speaks to it. */
final class RunningServer implements AutoCloseable {

  static final String ADMIN_KEY = "admin-key-of-these-tests";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final TraceServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningServer(TraceServer server) {
    this.server = server;
  }

  static RunningServer in(Path data) {
    return in(data, ADMIN_KEY);
  }

  static RunningServer in(Path data, String adminKey) {
    return start(Config.local(data).withAdminKey(adminKey));
  }

  /** One that delivers events to these. */
  static RunningServer delivering(Path data, Subscribers subscribers) {
    return start(Config.local(data).withAdminKey(ADMIN_KEY).withSubscribers(subscribers));
  }

  /** One with these settings. */
  static RunningServer on(Config config) {
    return start(config);
  }

  /** One that keeps this of scans. */
  static RunningServer recording(Path data, ScanSettings scans) {
    return start(Config.local(data).withAdminKey(ADMIN_KEY).withScans(scans));
  }

  private static RunningServer start(Config config) {
    return new RunningServer(TraceServer.start(config, Clock.systemUTC(), new SecureRandom()));
  }

  TraceServer server() {
    return server;
  }

  /** A request without a key. */
  HttpRequest.Builder open(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** A request of {@code key}'s bearer. */
  HttpRequest.Builder as(String key, String path) {
    return open(path).header("Authorization", "Bearer " + key);
  }

  HttpRequest.Builder admin(String path) {
    return as(ADMIN_KEY, path);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The body as it came over the wire, nothing unpacked. */
  HttpResponse<byte[]> raw(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(open(path));
  }

  HttpResponse<String> post(String key, String path, String json) {
    return send(
        as(key, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** Makes a key and returns its secret. */
  String key(String party, String role) {
    HttpResponse<String> answer =
        post(
            ADMIN_KEY,
            "/keys",
            "{\"party\":\"%s\",\"name\":\"%s\",\"role\":\"%s\"}".formatted(party, party, role));
    return json(answer).path("key").asText();
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}

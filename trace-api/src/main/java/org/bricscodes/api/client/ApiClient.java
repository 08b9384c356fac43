package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client of a running service, with one party's key. Calls block, up to a minute each; any
 * thread. An answer outside 2xx is an {@link ApiFailure}.
 */
public final class ApiClient {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http;
  private final URI base;
  private final @Nullable String key;

  private ApiClient(HttpClient http, URI base, @Nullable String key) {
    this.http = http;
    this.base = base;
    this.key = key;
  }

  /**
   * @param base of the service, such as {@code https://trace.example}, without trailing slash
   * @param key null: only what is public
   */
  public static ApiClient of(URI base, @Nullable String key) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    return new ApiClient(http, base, key);
  }

  /** The same service with another party's key. */
  public ApiClient as(String otherKey) {
    return new ApiClient(http, base, otherKey);
  }

  /** Reads text. */
  public String text(String path) {
    return send(request(path)).body();
  }

  /** Reads a JSON document. */
  public JsonNode json(String path) {
    return parse(send(request(path).header("Accept", "application/json")).body());
  }

  /** Reads a page of something: the body, and where to go on in its {@code Link} header. */
  public HttpResponse<String> page(String path) {
    return send(request(path));
  }

  /** Posts JSON and reads the JSON answer. */
  public JsonNode post(String path, JsonNode body) {
    return parse(
        send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())))
            .body());
  }

  /** As {@link #post(String, JsonNode)}, harmless to repeat under the same key. */
  public JsonNode post(String path, JsonNode body, String idempotencyKey) {
    return parse(
        send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body.toString())))
            .body());
  }

  /** Puts JSON and reads the JSON answer. */
  public JsonNode put(String path, JsonNode body) {
    return parse(
        send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body.toString())))
            .body());
  }

  /** Deletes. */
  public void delete(String path) {
    send(request(path).DELETE());
  }

  /**
   * Has a document captured and waits until its job is finished.
   *
   * @param behaviour {@code rollback} or {@code proceed}
   * @return the finished job
   */
  public JsonNode capture(byte[] document, String behaviour) {
    HttpResponse<String> accepted =
        send(
            request("/epcis/capture")
                .header("Content-Type", "application/ld+json")
                .header("GS1-Capture-Error-Behaviour", behaviour)
                .POST(BodyPublishers.ofByteArray(document)));
    String location = accepted.headers().firstValue("Location").orElse("");
    // The address may be that of a proxy in front; the path is the same here.
    String path = "/epcis/capture/" + location.substring(location.lastIndexOf('/') + 1);
    JsonNode job = json(path);
    while (job.path("running").asBoolean()) {
      pause();
      job = json(path);
    }
    return job;
  }

  /** Waits a moment before asking again. */
  public static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL.toMillis()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    HttpRequest built = request.build();
    try {
      HttpResponse<String> answer = http.send(built, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw ApiFailure.of(built, answer);
      }
      return answer;
    } catch (IOException e) {
      throw new ApiFailure("no answer from " + base + ": is the service running there?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiFailure("interrupted", e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new ApiFailure("the answer is not JSON: is this a trace service?", e);
    }
  }
}

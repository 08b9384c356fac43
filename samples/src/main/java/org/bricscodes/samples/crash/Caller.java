package org.bricscodes.samples.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of the service. Safe for use from any thread. */
final class Caller {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient client;
  private final URI base;
  private final String key;

  private Caller(HttpClient client, URI base, String key) {
    this.client = client;
    this.base = base;
    this.key = key;
  }

  /** With the operator's key. */
  Caller(URI base) {
    this(HttpClient.newHttpClient(), base, Child.ADMIN_KEY);
  }

  /** The same without a key. */
  Caller anyone() {
    return new Caller(client, base, "");
  }

  URI base() {
    return base;
  }

  /**
   * @param body empty: none
   * @param headers name, value, name, value …; an Accept header if the answer is to be another than
   *     JSON
   * @throws IOException if the service is killed meanwhile
   */
  HttpResponse<String> send(String method, String path, String type, String body, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The answer to a look that must succeed. */
  String look(String path, String accept) throws IOException {
    HttpResponse<String> answer = send("GET", path, "", "", "Accept", accept);
    if (answer.statusCode() != 200) {
      throw new Violation(path + " is answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  JsonNode json(String path) throws IOException {
    return tree(look(path, "application/json"));
  }

  static JsonNode tree(String json) throws IOException {
    return JSON.readTree(json);
  }
}

package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** JSON-RPC of a chain, asked and told directly. */
final class Rpc implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI node;

  Rpc(URI node) {
    this.node = node;
  }

  /**
   * One call; an error it answers fails the test.
   *
   * @param parameters in JSON, separated by commas
   */
  JsonNode call(String method, String parameters) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
            + method
            + "\",\"params\":["
            + parameters
            + "]}";
    try {
      HttpRequest request =
          HttpRequest.newBuilder(node)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      JsonNode answer = Http.tree(http.send(request, BodyHandlers.ofString()).body());
      assertThat(answer.has("error")).as("%s: %s", method, answer).isFalse();
      return answer.path("result");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

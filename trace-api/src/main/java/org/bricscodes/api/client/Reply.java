package org.bricscodes.api.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole answer.
 *
 * @param body empty if it went elsewhere
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(HttpRequest request, HttpResponse<byte[]> answer, byte[] body) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

  boolean isSuccess() {
    return answer.statusCode() / 100 == 2;
  }

  /** The service did nothing and asks to be left alone for a while. */
  boolean isBusy() {
    return answer.statusCode() == 503 || answer.statusCode() == 429;
  }

  /** Zero if it is not said in seconds. */
  Duration retryAfter() {
    return header("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }

  Optional<String> header(String name) {
    return answer.headers().firstValue(name);
  }

  /** The address of the next page (RFC 8288). */
  Optional<String> next() {
    return answer.headers().allValues("Link").stream()
        .map(NEXT::matcher)
        .filter(Matcher::find)
        .map(link -> link.group(1))
        .findFirst();
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * @throws ApiFailure.Unreadable if it is not JSON
   */
  JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new ApiFailure.Unreadable(
          "the answer is not JSON: is a trace service running at " + request.uri() + "?", e);
    } catch (IOException e) {
      throw new AssertionError("reading from memory", e);
    }
  }

  ApiFailure.Refused refusal() {
    return ApiFailure.Refused.of(request, answer.statusCode(), problem());
  }

  private JsonNode problem() {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      return MAPPER.createObjectNode();
    }
  }
}

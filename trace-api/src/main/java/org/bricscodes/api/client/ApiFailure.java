package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The service refused, or could not be reached. The message is fit for people, and holds no key.
 */
public final class ApiFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  ApiFailure(String message, Throwable cause) {
    super(message, cause);
  }

  private ApiFailure(String message) {
    super(message);
  }

  static ApiFailure of(HttpRequest request, HttpResponse<String> answer) {
    StringBuilder message = new StringBuilder();
    message
        .append(request.method())
        .append(' ')
        .append(request.uri().getPath())
        .append(" answered ")
        .append(answer.statusCode());
    try {
      JsonNode problem = new ObjectMapper().readTree(answer.body());
      message.append(": ").append(problem.path("detail").asText());
      for (JsonNode fault : problem.path("faults")) {
        message
            .append("\n  ")
            .append(fault.path("where").asText())
            .append(": ")
            .append(fault.path("message").asText());
      }
    } catch (IOException e) {
      message.append(", with no problem document");
    }
    return new ApiFailure(message.toString());
  }
}

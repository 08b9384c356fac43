package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.bricscodes.codes.CodeState;

/** Typed fields of an answer. */
final class Fields {

  private Fields() {}

  /**
   * @throws ApiFailure.Unreadable if there is none
   */
  static Instant instant(JsonNode object, String name) {
    return optionalInstant(object, name)
        .orElseThrow(() -> new ApiFailure.Unreadable("the answer has no time in " + name));
  }

  static Optional<Instant> optionalInstant(JsonNode object, String name) {
    String text = object.path(name).asText();
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new ApiFailure.Unreadable("the answer has no time in " + name, e);
    }
  }

  /**
   * @throws ApiFailure.Unreadable if it is no state of a code
   */
  static CodeState.Status status(JsonNode object, String name) {
    return CodeState.Status.of(object.path(name).asText())
        .orElseThrow(() -> new ApiFailure.Unreadable("the answer has no state in " + name));
  }

  static Optional<String> text(JsonNode object, String name) {
    String text = object.path(name).asText();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

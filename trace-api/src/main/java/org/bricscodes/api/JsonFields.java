package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The fields of a JSON object body. Reading collects faults with their JSON pointers; {@link
 * #check} refuses the body with all of them at once.
 */
final class JsonFields {

  private final JsonNode body;
  private final List<Problem.Fault> faults = new ArrayList<>();

  private JsonFields(JsonNode body) {
    this.body = body;
  }

  /**
   * @throws Problem if it is not JSON, or not an object
   */
  static JsonFields of(byte[] bytes) {
    JsonNode body = Json.read(bytes);
    if (!body.isObject()) {
      throw new Problem(
          ProblemKind.INVALID_BODY,
          "the body must be a JSON object",
          List.of(new Problem.Fault("", "must be a JSON object")));
    }
    return new JsonFields(body);
  }

  void only(Set<String> known) {
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!known.contains(field.getKey())) {
        fault("/" + escape(field.getKey()), "unknown field");
      }
    }
  }

  /** A required text; absent only together with a fault. */
  Optional<String> text(String name, int least, int most) {
    if (absent(name)) {
      fault("/" + name, "is required");
      return Optional.empty();
    }
    return optionalText(name, least, most);
  }

  Optional<String> optionalText(String name, int least, int most) {
    if (absent(name)) {
      return Optional.empty();
    }
    JsonNode value = body.path(name);
    String text = value.asText();
    if (!value.isTextual() || text.length() < least || text.length() > most) {
      fault("/" + name, "must be a text of " + least + " to " + most + " characters");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** The texts of an optional list; those that are none are faults. */
  List<String> texts(String name, int mostItems, int mostCharacters) {
    if (absent(name)) {
      return List.of();
    }
    JsonNode list = body.path(name);
    if (!list.isArray() || list.size() > mostItems) {
      fault("/" + name, "must be a list of at most " + mostItems + " texts");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list) {
      if (item.isTextual() && item.asText().length() <= mostCharacters) {
        texts.add(item.asText());
      } else {
        fault(
            "/" + name + "/" + texts.size(),
            "must be a text of at most " + mostCharacters + " characters");
        texts.add("");
      }
    }
    return texts;
  }

  /** A required whole number; absent only together with a fault. */
  OptionalLong number(String name, long least, long most) {
    JsonNode value = body.path(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < least
        || value.asLong() > most) {
      fault("/" + name, "must be a whole number from " + least + " to " + most);
      return OptionalLong.empty();
    }
    return OptionalLong.of(value.asLong());
  }

  OptionalLong optionalNumber(String name, long least, long most) {
    return absent(name) ? OptionalLong.empty() : number(name, least, most);
  }

  /** Whether a flag is set; one that is absent is not. */
  boolean flag(String name) {
    JsonNode value = body.path(name);
    if (!absent(name) && !value.isBoolean()) {
      fault("/" + name, "must be true or false");
    }
    return value.asBoolean();
  }

  void fault(String pointer, String message) {
    faults.add(new Problem.Fault(pointer, message));
  }

  /** As {@link #fault}, unless something is known to be wrong there. */
  void faultUnlessKnown(String pointer, String message) {
    if (faults.stream().noneMatch(fault -> fault.where().equals(pointer))) {
      fault(pointer, message);
    }
  }

  /** Whether there is a fault at this pointer, or within what it points at. */
  boolean isFaulty(String pointer) {
    return faults.stream()
        .anyMatch(f -> f.where().equals(pointer) || f.where().startsWith(pointer + "/"));
  }

  /**
   * @throws Problem {@link ProblemKind#INVALID_BODY} with every fault so far, if there is one
   */
  void check() {
    check(ProblemKind.INVALID_BODY);
  }

  /**
   * @throws Problem of this kind with every fault so far, if there is one
   */
  void check(ProblemKind kind) {
    if (!faults.isEmpty()) {
      throw new Problem(
          kind, faults.getFirst().where() + ": " + faults.getFirst().message(), faults);
    }
  }

  private boolean absent(String name) {
    return body.path(name).isMissingNode() || body.path(name).isNull();
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}

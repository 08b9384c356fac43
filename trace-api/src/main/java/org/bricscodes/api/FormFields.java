package org.bricscodes.api;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a form as browsers send it ({@code application/x-www-form-urlencoded}, the URL
 * standard §5.1), read strictly: UTF-8, each field once.
 */
record FormFields(Map<String, String> fields) {

  static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private static final int MAX_FIELDS = 20;

  FormFields {
    fields = Map.copyOf(fields);
  }

  /**
   * @throws Problem {@link ProblemKind#UNSUPPORTED_MEDIA_TYPE} if it is said to be something else,
   *     {@link ProblemKind#INVALID_BODY} if it cannot be read or has other fields than these
   */
  static FormFields read(Exchange exchange, Set<String> known) {
    String type = exchange.header("Content-Type").map(MediaTypes::essence).orElse("");
    if (!type.equals(MEDIA_TYPE)) {
      throw new Problem(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "send a form, as " + MEDIA_TYPE);
    }
    String body = new String(exchange.body(), StandardCharsets.ISO_8859_1);
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&", MAX_FIELDS + 1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (!known.contains(name)) {
          throw invalid(
              known.isEmpty()
                  ? "the form has no fields"
                  : "unknown field; the form has " + String.join(", ", sorted(known)));
        }
        if (fields.put(name, value) != null) {
          throw invalid("the form has the field " + name + " twice");
        }
      }
    }
    return new FormFields(fields);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  private static String decode(String text) {
    if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw invalid("the form is not percent-encoded");
    }
    try {
      return QueryString.decode(text.replace('+', ' '), "form");
    } catch (Problem e) {
      throw invalid("the form is not percent-encoded UTF-8");
    }
  }

  private static Iterable<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemKind.INVALID_BODY, detail);
  }
}

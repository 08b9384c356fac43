package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.codes.Aliases;
import org.jspecify.annotations.Nullable;

/**
 * Registrations as a file of JSON objects, one to a line, with {@code scheme}, {@code code} and
 * {@code target}. Empty lines are skipped. Every fault is found, with its line.
 */
final class AliasLines {

  /**
   * One line.
   *
   * @param number 1 for the first
   */
  record Line(int number, String scheme, String code, @Nullable String target) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<Problem.Fault> faults = new ArrayList<>();

  private AliasLines() {}

  /**
   * @throws Problem if it is no list at all; the faults of lines come with {@link #check}
   */
  static AliasLines read(byte[] body, Optional<String> contentType) {
    String type = contentType.map(MediaTypes::essence).orElse("application/x-ndjson");
    if (!Set.of("application/x-ndjson", "application/ndjson").contains(type)) {
      throw new Problem(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "send application/x-ndjson, in UTF-8");
    }
    AliasLines list = new AliasLines();
    String[] lines = Utf8.text(body).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty()) {
        if (list.lines.size() == Aliases.MAX_CODES) {
          throw new Problem(
              ProblemKind.BODY_TOO_LARGE, "a list has at most 10000 codes; send it in parts");
        }
        list.add(i + 1, line);
      }
    }
    if (list.lines.isEmpty() && list.faults.isEmpty()) {
      list.fault(1, "the list is empty; give one JSON object to a line");
    }
    return list;
  }

  List<Line> lines() {
    return lines;
  }

  void fault(int line, String message) {
    faults.add(new Problem.Fault("line " + line, message));
  }

  /**
   * @throws Problem with every fault so far, if there is one
   */
  void check() {
    if (!faults.isEmpty()) {
      throw new Problem(
          ProblemKind.INVALID_BODY,
          "nothing was registered; "
              + faults.getFirst().where()
              + ": "
              + faults.getFirst().message(),
          faults);
    }
  }

  private void add(int number, String line) {
    JsonNode object;
    try {
      object = Json.read(line.getBytes(StandardCharsets.UTF_8));
    } catch (Problem e) {
      fault(number, e.detail());
      return;
    }
    JsonNode scheme = object.path("scheme");
    JsonNode code = object.path("code");
    JsonNode target = object.path("target");
    if (!scheme.isTextual()
        || !code.isTextual()
        || !(target.isTextual() || target.isMissingNode() || target.isNull())) {
      fault(number, "must be an object with the texts scheme, code and target");
      return;
    }
    lines.add(
        new Line(
            number, scheme.asText(), code.asText(), target.isTextual() ? target.asText() : null));
  }
}

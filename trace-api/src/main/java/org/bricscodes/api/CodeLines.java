package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.StateLists;
import org.jspecify.annotations.Nullable;

/**
 * A list of codes as a file: one code to a line, a serial or a link, or one JSON object to a line
 * with {@code code}, and {@code state} and {@code reason} where they differ from what the request
 * says. Empty lines are skipped. Every fault is found, with its line.
 */
final class CodeLines {

  /** Room for {@link StateLists#MAX_CODES} links with their states and reasons. */
  static final int MAX_BODY_BYTES = 24 << 20;

  private static final int MAX_LINE = 2000;
  private static final String NDJSON = "application/x-ndjson";

  /**
   * One line.
   *
   * @param number 1 for the first
   */
  record Line(int number, String code, CodeState.Status status, String reason) {}

  /** What lines say nothing of themselves. */
  record Defaults(Optional<CodeState.Status> status, Optional<String> reason) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<Problem.Fault> faults = new ArrayList<>();
  private final Defaults defaults;

  private CodeLines(Defaults defaults) {
    this.defaults = defaults;
  }

  /**
   * @throws Problem if it is no list at all; the faults of lines are in {@link #faults}
   */
  static CodeLines read(byte[] body, Optional<String> contentType, Defaults defaults) {
    String type = contentType.map(MediaTypes::essence).orElse("text/plain");
    if (!Set.of("text/plain", "text/csv", NDJSON, "application/ndjson").contains(type)) {
      throw new Problem(
          ProblemKind.UNSUPPORTED_MEDIA_TYPE, "send text/plain or application/x-ndjson, in UTF-8");
    }
    CodeLines list = new CodeLines(defaults);
    boolean json = type.endsWith("ndjson");
    String[] lines = Utf8.text(body).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty()) {
        // Faulty lines count too, so that what a list makes us hold is bounded.
        if (list.lines.size() + list.faults.size() == StateLists.MAX_CODES) {
          throw new Problem(
              ProblemKind.BODY_TOO_LARGE, "a list has at most 100000 codes; send it in parts");
        }
        list.add(i + 1, line, json);
      }
    }
    if (list.lines.isEmpty() && list.faults.isEmpty()) {
      list.fault(1, "the list is empty; give one code to a line");
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
   * @throws Problem of this kind with every fault so far, if there is one
   */
  void check(ProblemKind kind) {
    if (!faults.isEmpty()) {
      throw new Problem(
          kind,
          faults.size()
              + (faults.size() == 1 ? " line is" : " lines are")
              + " not acceptable, and nothing was changed; "
              + faults.getFirst().where()
              + ": "
              + faults.getFirst().message(),
          faults);
    }
  }

  private void add(int number, String line, boolean json) {
    if (line.length() > MAX_LINE) {
      fault(number, "has more than 2000 characters");
    } else if (json) {
      object(number, line);
    } else {
      add(number, line, defaults.status().orElse(null), defaults.reason().orElse(null));
    }
  }

  private void object(int number, String line) {
    JsonNode object;
    try {
      object = Json.read(line.getBytes(StandardCharsets.UTF_8));
    } catch (Problem e) {
      fault(number, e.detail());
      return;
    }
    JsonNode code = object.path("code");
    if (!code.isTextual()) {
      fault(number, "must be an object with the member code, a serial or a link");
      return;
    }
    JsonNode state = object.path("state");
    JsonNode reason = object.path("reason");
    add(
        number,
        code.asText(),
        state.isMissingNode()
            ? defaults.status().orElse(null)
            : CodeState.Status.of(state.asText()).orElse(null),
        reason.isTextual() ? reason.asText() : defaults.reason().orElse(null));
  }

  private void add(
      int number, String code, CodeState.@Nullable Status status, @Nullable String reason) {
    if (status == null || status == CodeState.Status.ORDERED) {
      fault(number, "needs a state: printed, applied, active, sold, recalled or void");
    } else if (reason == null || reason.isBlank() || reason.length() > BatchOrder.MAX_TEXT) {
      fault(number, "needs a reason of 1 to 200 characters");
    } else {
      lines.add(new Line(number, code, status, reason));
    }
  }
}

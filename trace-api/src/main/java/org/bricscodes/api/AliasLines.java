package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.codes.Aliases;
import org.jspecify.annotations.Nullable;

/**
 * Registrations as a file: JSON objects, one to a line, with {@code scheme}, {@code code} and
 * {@code target}, or CSV (RFC 4180) with these columns under a heading. Empty lines are skipped.
 * Every fault is found, with its line.
 */
final class AliasLines {

  /** Letters of an unknown column that are told. */
  private static final int MAX_SHOWN = 40;

  private static final Set<String> COLUMNS = Set.of("scheme", "code", "target");

  /**
   * One registration.
   *
   * @param number of the line it begins in, 1 for the first
   */
  record Line(int number, String scheme, String code, @Nullable String target) {}

  private record Fault(int line, String message) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private int read;

  private AliasLines() {}

  /**
   * @throws Problem if it is no list at all; the faults of lines come with {@link #check}
   */
  static AliasLines read(byte[] body, Optional<String> contentType) {
    AliasLines list = new AliasLines();
    switch (contentType.map(MediaTypes::essence).orElse("application/x-ndjson")) {
      case "application/x-ndjson", "application/ndjson" -> list.objects(Utf8.text(body));
      case "text/csv" -> list.records(new CsvRecords(Utf8.text(body)));
      default ->
          throw new Problem(
              ProblemKind.UNSUPPORTED_MEDIA_TYPE,
              "send application/x-ndjson or text/csv, in UTF-8");
    }
    if (list.lines.isEmpty() && list.faults.isEmpty()) {
      list.fault(
          1, "the list is empty; give one JSON object, or one record under a heading, a line");
    }
    return list;
  }

  List<Line> lines() {
    return lines;
  }

  void fault(int line, String message) {
    faults.add(new Fault(line, message));
  }

  /**
   * @throws Problem with every fault so far in the order of the lines, if there is one
   */
  void check() {
    if (!faults.isEmpty()) {
      List<Problem.Fault> told =
          faults.stream()
              .sorted(Comparator.comparingInt(Fault::line))
              .map(fault -> new Problem.Fault("line " + fault.line, fault.message))
              .toList();
      throw new Problem(
          ProblemKind.INVALID_BODY,
          "nothing was registered; " + told.getFirst().where() + ": " + told.getFirst().message(),
          told);
    }
  }

  /** Counts a line, faulty or not, so that what one list makes us hold is bounded. */
  private void take() {
    if (++read > Aliases.MAX_CODES) {
      throw new Problem(
          ProblemKind.BODY_TOO_LARGE, "a list has at most 10000 codes; send it in parts");
    }
  }

  private void objects(String text) {
    String[] all = text.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      String line = all[i].strip();
      if (!line.isEmpty()) {
        take();
        object(i + 1, line);
      }
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

  private void records(CsvRecords records) {
    CsvRecords.Row heading = records.next();
    if (heading == null) {
      return;
    }
    boolean readable = heading(heading);
    int scheme = heading.cells().indexOf("scheme");
    int code = heading.cells().indexOf("code");
    int target = heading.cells().indexOf("target");
    for (CsvRecords.Row row = records.next(); row != null; row = records.next()) {
      take();
      List<String> cells = row.cells();
      String fault = row.fault();
      if (fault != null) {
        fault(row.line(), fault);
      } else if (readable && cells.size() != heading.cells().size()) {
        fault(
            row.line(),
            "has " + cells.size() + " cells, and the heading has " + heading.cells().size());
      } else if (readable) {
        String link = target < 0 ? "" : cells.get(target);
        lines.add(
            new Line(row.line(), cells.get(scheme), cells.get(code), link.isEmpty() ? null : link));
      }
    }
  }

  /** Whether a heading says what the cells are; its faults are noted. */
  private boolean heading(CsvRecords.Row heading) {
    int before = faults.size();
    String unreadable = heading.fault();
    if (unreadable != null) {
      fault(heading.line(), unreadable);
    }
    Set<String> seen = new HashSet<>();
    for (String name : heading.cells()) {
      if (!COLUMNS.contains(name)) {
        fault(
            heading.line(),
            "the heading names "
                + (name.length() > MAX_SHOWN ? name.substring(0, MAX_SHOWN) + "…" : name)
                + "; its columns are scheme, code and target");
      } else if (!seen.add(name)) {
        fault(heading.line(), "the heading names " + name + " twice");
      }
    }
    for (String name : List.of("scheme", "code")) {
      if (!seen.contains(name)) {
        fault(heading.line(), "the heading has no column " + name);
      }
    }
    return faults.size() == before;
  }
}

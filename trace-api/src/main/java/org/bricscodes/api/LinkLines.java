package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.resolver.Anchor;
import org.bricscodes.resolver.AnchorLinks;
import org.bricscodes.resolver.Registered;
import org.jspecify.annotations.Nullable;

/**
 * Links of many anchors as NDJSON: on each line the document of an anchor and its {@code anchor},
 * as an export writes it. Every line is judged before any is used.
 */
final class LinkLines {

  /** Lines of one upload, at most. */
  static final int MAX_LINES = 10_000;

  private static final Anchor ANYWHERE = Anchor.of(new Gtin("00000000000000"));

  private final BaseUrl baseUrl;
  private final List<Line> lines = new ArrayList<>();
  private final List<Problem.Fault> faults = new ArrayList<>();

  /**
   * @param number of the line, from 1
   * @param owner as the line says; null: it says nothing
   */
  record Line(int number, AnchorLinks links, @Nullable String owner) {}

  private LinkLines(BaseUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  /**
   * @throws Problem with every fault by line and JSON pointer
   */
  static List<Line> read(byte[] body, BaseUrl baseUrl) {
    LinkLines reader = new LinkLines(baseUrl);
    reader.lines(new String(body, StandardCharsets.UTF_8));
    if (!reader.faults.isEmpty()) {
      Problem.Fault first = reader.faults.getFirst();
      throw new Problem(
          ProblemKind.INVALID_BODY, first.where() + ": " + first.message(), reader.faults);
    }
    return reader.lines;
  }

  private void lines(String text) {
    Map<Anchor, Integer> seen = new HashMap<>();
    int number = 0;
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      String line = text.substring(from, end).strip();
      number++;
      if (!line.isEmpty()) {
        line(number, line, seen);
      }
      if (lines.size() > MAX_LINES) {
        faults.add(new Problem.Fault("line " + number, "an upload has at most 10,000 lines"));
        return;
      }
      from = end + 1;
    }
    if (lines.isEmpty() && faults.isEmpty()) {
      faults.add(new Problem.Fault("line 1", "there is nothing to register"));
    }
  }

  private void line(int number, String line, Map<Anchor, Integer> seen) {
    List<Problem.Fault> found = new ArrayList<>();
    try {
      JsonNode body = Json.read(line.getBytes(StandardCharsets.UTF_8));
      Optional<Anchor> anchor = anchor(body.path("anchor"), found);
      // A line without a usable anchor is judged all the same, so that one look finds every fault.
      AnchorLinks links = LinkBody.read(anchor.orElse(ANYWHERE), body, baseUrl, found);
      JsonNode owner = body.path("owner");
      if (!owner.isMissingNode() && !isParty(owner)) {
        found.add(new Problem.Fault("/owner", "must be the URI of a party"));
      }
      Integer before = anchor.isPresent() ? seen.putIfAbsent(anchor.get(), number) : null;
      if (before != null) {
        found.add(new Problem.Fault("/anchor", "stands in line " + before + " already"));
      }
      lines.add(new Line(number, links, owner.isTextual() ? owner.asText() : null));
    } catch (Problem unreadable) {
      found.addAll(unreadable.faults());
    }
    found.forEach(f -> faults.add(new Problem.Fault(where(number, f.where()), f.message())));
  }

  /** A fault in a line's JSON has its place in line 1 of that. */
  private static String where(int number, String within) {
    return within.startsWith("line 1, ")
        ? "line " + number + within.substring("line 1".length())
        : "line " + number + " " + within;
  }

  private static boolean isParty(JsonNode owner) {
    int bytes = owner.asText().getBytes(StandardCharsets.UTF_8).length;
    return owner.isTextual() && bytes > 0 && bytes <= Registered.MAX_OWNER;
  }

  private static Optional<Anchor> anchor(JsonNode node, List<Problem.Fault> faults) {
    if (!node.isTextual()) {
      faults.add(new Problem.Fault("/anchor", "must be a Digital Link, such as /01/…/21/…"));
      return Optional.empty();
    }
    try {
      DigitalLink link = Links.parseAnywhere(node.asText());
      Optional<Anchor> anchor = Anchor.of(link.withoutParameters());
      if (anchor.isEmpty()) {
        faults.add(new Problem.Fault("/anchor", Anchor.SHAPES));
      }
      return anchor;
    } catch (Problem invalid) {
      invalid.faults().forEach(f -> faults.add(new Problem.Fault("/anchor", f.message())));
      return Optional.empty();
    }
  }
}

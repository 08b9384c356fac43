package org.bricscodes.gs1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.gs1.DigitalLink.Parameter;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads a link strictly. The key is found from the end of the path, pair by pair, so that a stem
 * may hold anything and a value may look like an application identifier (URI Syntax, 4.4).
 */
final class DigitalLinkParser {

  private final Faults faults = new Faults();
  private final String text;
  private final int pathStart;
  private final int pathEnd;

  private DigitalLinkParser(String text, int pathStart) {
    this.text = text;
    this.pathStart = pathStart;
    this.pathEnd = firstOf(text, pathStart, "?#");
  }

  static DigitalLink uri(String uri) {
    bound(uri);
    Faults faults = new Faults();
    int authority = BaseUri.authority(faults, uri);
    faults.throwIfAny();
    return new DigitalLinkParser(uri, firstOf(uri, authority, "/?#")).link("");
  }

  static DigitalLink target(String target) {
    bound(target);
    if (!target.startsWith("/")) {
      throw Faults.one(Reason.SYNTAX, "path", 0, target, "a path that begins with a slash");
    }
    return new DigitalLinkParser(target, 0).link(DigitalLink.CANONICAL_BASE);
  }

  private static void bound(String text) {
    if (text.length() > DigitalLink.MAX_LENGTH) {
      throw Faults.one(
          Reason.LENGTH, "uri", DigitalLink.MAX_LENGTH, text, "at most " + DigitalLink.MAX_LENGTH);
    }
  }

  private static int firstOf(String text, int from, String stops) {
    int at = from;
    while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private DigitalLink link(String authority) {
    List<Segment> segments = segments();
    int keyAt = keyIndex(segments, segments.size() - 2);
    if (keyAt < 0) {
      noKey(segments);
      throw faults.exception();
    }
    Ai key = segments.get(keyAt).ai();
    if (key == null) {
      throw new IllegalStateException("a key was found that is none");
    }
    String base = authority + text.substring(0, segments.get(keyAt).from() - 1);
    BaseUri.check(faults, base, 0, base.length());
    List<Element> path = path(segments, keyAt, key);
    List<Parameter> parameters = parameters(key);
    faults.throwIfAny();
    return new DigitalLink(base, path.getFirst(), path.subList(1, path.size()), parameters);
  }

  /** A piece of the path between slashes. */
  private record Segment(String text, int from, int to) {
    @Nullable Ai ai() {
      return AiTable.find(text, from, to);
    }

    String raw() {
      return text.substring(from, to);
    }
  }

  private List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    int end = pathEnd > pathStart + 1 && text.charAt(pathEnd - 1) == '/' ? pathEnd - 1 : pathEnd;
    for (int from = pathStart + 1; from <= end; ) {
      int slash = text.indexOf('/', from);
      int to = slash < 0 || slash > end ? end : slash;
      segments.add(new Segment(text, from, to));
      from = to + 1;
    }
    return segments;
  }

  private static int keyIndex(List<Segment> segments, int from) {
    for (int i = from; i >= 0; i -= 2) {
      Ai ai = segments.get(i).ai();
      if (ai != null && ai.key()) {
        return i;
      }
    }
    return -1;
  }

  /** Says why there is no key: an application identifier without value, an old name, or nothing. */
  private void noKey(List<Segment> segments) {
    int odd = keyIndex(segments, segments.size() - 1);
    if (odd >= 0) {
      Segment last = segments.getLast();
      faults.add(
          Reason.EMPTY, last.raw(), last.to(), "", "a slash and a value after /" + last.raw());
      return;
    }
    for (Segment segment : segments) {
      String code = EpcNames.code(segment.raw());
      if (!code.isEmpty()) {
        faults.add(Reason.NO_KEY, "path", segment.from(), segment.raw(), code + " as a number");
      }
    }
    if (!faults.any()) {
      String path = text.substring(Math.min(pathStart, pathEnd), pathEnd);
      String expected = "a primary key and its value, such as /01/09506000134352";
      faults.add(Reason.NO_KEY, "path", pathStart, path, expected);
    }
  }

  private List<Element> path(List<Segment> segments, int keyAt, Ai key) {
    List<String> codes = new ArrayList<>();
    int[] starts = new int[segments.size()];
    List<RawValue> values = new ArrayList<>();
    for (int i = keyAt; i < segments.size(); i += 2) {
      Segment code = segments.get(i);
      Segment value = segments.get(i + 1);
      RawValue decoded = PercentCoding.decode(faults, code.raw(), text, value.from(), value.to());
      Ai ai = code.ai();
      if (ai == null) {
        String expected = "a GS1 application identifier, its value after the next slash";
        faults.add(Reason.UNKNOWN_AI, "path", code.from(), code.raw(), expected);
      } else {
        ai.check(faults, decoded);
        if (i > keyAt) {
          starts[codes.size()] = code.from();
          codes.add(ai.code());
        }
        values.add(decoded);
      }
    }
    DigitalLinkRules.order(faults, key, codes, starts);
    if (faults.any()) {
      return List.of(); // the caller throws, after the query was read too
    }
    List<Element> elements = new ArrayList<>();
    elements.add(new Element(key.code(), values.getFirst().text()));
    for (int i = 0; i < codes.size(); i++) {
      elements.add(new Element(codes.get(i), values.get(i + 1).text()));
    }
    return elements;
  }

  /** Of a repeated name the last value wins, at the place of the first. */
  private List<Parameter> parameters(Ai key) {
    if (pathEnd == text.length() || text.charAt(pathEnd) != '?') {
      return List.of();
    }
    int end = firstOf(text, pathEnd, "#");
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (int from = pathEnd + 1; from <= end; ) {
      int to = Math.min(firstOf(text, from, "&;"), end);
      if (to > from) {
        Parameter parameter = parameter(key, from, to);
        parameters.put(parameter.name(), parameter);
      }
      from = to + 1;
    }
    return List.copyOf(parameters.values());
  }

  private Parameter parameter(Ai key, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || "\"<>\\^`{|}".indexOf(c) >= 0) {
        String found = c > ' ' && c < 127 ? String.valueOf(c) : "U+" + Integer.toHexString(c);
        faults.add(Reason.CHARACTER, "query", i, found, "its percent-encoding");
      }
    }
    int equals = Math.min(firstOf(text, from, "="), to);
    RawValue rawName = PercentCoding.decode(faults, "query", text, from, equals);
    String name = PercentCoding.utf8(faults, "query", rawName);
    RawValue value = PercentCoding.decode(faults, "query", text, Math.min(equals + 1, to), to);
    DigitalLinkRules.parameter(faults, key, name, value, from);
    return new Parameter(name, PercentCoding.utf8(faults, "query", value));
  }
}

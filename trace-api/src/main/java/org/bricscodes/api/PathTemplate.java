package org.bricscodes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A path as the OpenAPI document writes it: literal segments, <code>{name}</code> for one segment,
 * <code>eh{name}</code> for one that begins so, <code>{+name}</code> for one or more (the document
 * writes <code>{name}</code> and says so). It is matched against the raw path, so {@code %2F} stays
 * inside its segment. A slash behind a last <code>{name}</code> is as if it were not there.
 */
record PathTemplate(String text, List<String> segments) {

  static PathTemplate parse(String text) {
    List<String> segments = split(text);
    if (segments.stream().filter(PathTemplate::isWide).count() > 1) {
      throw new IllegalArgumentException("at most one {+name} in a path");
    }
    return new PathTemplate(text, segments);
  }

  /** Segments of a raw path that starts with a slash. */
  static List<String> split(String path) {
    List<String> parts = new ArrayList<>();
    int from = 1;
    while (from <= path.length()) {
      int to = path.indexOf('/', from);
      to = to < 0 ? path.length() : to;
      parts.add(path.substring(from, to));
      from = to + 1;
    }
    return List.copyOf(parts);
  }

  /** What a router matches: the same shape as a regular expression, without groups. */
  String regex() {
    StringBuilder regex = new StringBuilder();
    for (String segment : segments) {
      regex.append('/');
      if (isWide(segment)) {
        regex.append(".+");
      } else if (segment.endsWith("}")) {
        regex.append(Pattern.quote(prefix(segment))).append("[^/]+");
      } else {
        regex.append(Pattern.quote(segment));
      }
    }
    return toleratesSlash() ? regex.append("/?").toString() : regex.toString();
  }

  /** As the OpenAPI document spells it. */
  String documented() {
    return text.replace("{+", "{");
  }

  /** The raw values of the parameters, or empty if the path is another. */
  Optional<Map<String, String>> match(List<String> asked) {
    boolean slash =
        toleratesSlash() && asked.size() == segments.size() + 1 && asked.getLast().isEmpty();
    List<String> path = slash ? asked.subList(0, segments.size()) : asked;
    int spare = path.size() - segments.size();
    boolean wide = segments.stream().anyMatch(PathTemplate::isWide);
    if (spare < 0 || (spare > 0 && !wide)) {
      return Optional.empty();
    }
    Map<String, String> values = new TreeMap<>();
    int at = 0;
    for (String segment : segments) {
      int width = isWide(segment) ? spare + 1 : 1;
      String value = width == 1 ? path.get(at) : String.join("/", path.subList(at, at + width));
      if (segment.endsWith("}")) {
        String prefix = prefix(segment);
        if (value.length() <= prefix.length() || !value.startsWith(prefix)) {
          return Optional.empty();
        }
        values.put(name(segment), value.substring(prefix.length()));
      } else if (!segment.equals(value)) {
        return Optional.empty();
      }
      at += width;
    }
    return Optional.of(values);
  }

  private boolean toleratesSlash() {
    return segments.getLast().endsWith("}") && segments.stream().noneMatch(PathTemplate::isWide);
  }

  private static boolean isWide(String segment) {
    return segment.startsWith("{+");
  }

  private static String prefix(String segment) {
    return segment.substring(0, segment.indexOf('{'));
  }

  private static String name(String segment) {
    int from = segment.indexOf('{') + (isWide(segment) ? 2 : 1);
    return segment.substring(from, segment.length() - 1);
  }
}

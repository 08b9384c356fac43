package org.bricscodes.provenance;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.tlog.Digest;

/**
 * Reads the JSON of a {@link ResultSet}, strictly: known members, each once, bounded, canonical
 * base64, every context used. What the strings mean is {@link BundleVerifier}'s business.
 */
final class ResultSetReader {

  private static final String TOO_MANY = "a result set holds 10000 events at most";

  /** A file's members, unchecked. */
  record Raw(
      String query,
      String visibility,
      String log,
      String checkpoint,
      List<String> witnesses,
      String statement,
      List<RawEvent> events,
      List<Digest> nodes,
      List<RawAnchor> anchors) {}

  private final BundleMembers in;
  private final JsonParser json;

  private final String format;

  private ResultSetReader(JsonParser json, String format) {
    this.json = json;
    this.format = format;
    this.in = new BundleMembers(json, "");
  }

  static boolean says(byte[] file) {
    return BundleFile.says(ResultSet.FORMAT, file) || BundleFile.says(ResultSet.FORMAT_2, file);
  }

  static Raw read(byte[] file) throws BundleFault {
    String format = BundleFile.version(ResultSet.FORMAT, ResultSet.FORMAT_2, file);
    return BundleFile.read(file, format, json -> new ResultSetReader(json, format).resultSet());
  }

  private Raw resultSet() throws IOException, BundleFault {
    in.begin(
        Set.of(
            "format",
            "query",
            "visibility",
            "log",
            "checkpoint",
            "statement",
            "contexts",
            "events",
            "nodes",
            "anchors"));
    requireFormat();
    String query = "";
    String visibility = "";
    String log = "";
    String checkpoint = "";
    List<String> witnesses = List.of();
    String statement = "";
    List<String> contexts = List.of();
    List<RawEntry> events = List.of();
    List<Digest> nodes = List.of();
    List<RawAnchor> anchors = List.of();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "query" -> query = in.string(name);
        case "visibility" -> visibility = in.string(name);
        case "log" -> log = in.string(name);
        case "checkpoint" -> checkpoint = in.string(name);
        case "witnesses" -> witnesses = in.witnesses();
        case "statement" -> statement = in.string(name);
        case "contexts" -> contexts = in.array(name, ResultSet.MAX_EVENTS, TOO_MANY, in::item);
        case "events" -> events = in.array(name, ResultSet.MAX_EVENTS, TOO_MANY, this::entry);
        case "nodes" -> nodes = in.hashes(name, ResultSet.MAX_NODES);
        case "anchors" -> anchors = in.anchors();
        default -> throw in.unknown(name);
      }
    }
    in.end();
    return new Raw(
        query,
        visibility,
        log,
        checkpoint,
        witnesses,
        statement,
        joined(events, contexts),
        nodes,
        anchors);
  }

  private void requireFormat() throws IOException, BundleFault {
    String first = in.next();
    if (first == null || !first.equals("format") || !in.string(first).equals(format)) {
      throw BundleFault.unreadable("/format", "must come first and be " + format);
    }
  }

  private RawEntry entry(String at) throws IOException, BundleFault {
    return RawEntry.read(json, at, true, format.equals(ResultSet.FORMAT_2));
  }

  /** Gives every event its context, which events must first name in the order of the list. */
  private static List<RawEvent> joined(List<RawEntry> entries, List<String> contexts)
      throws BundleFault {
    if (new HashSet<>(contexts).size() < contexts.size()) {
      throw BundleFault.unproven("/contexts", "holds one context twice");
    }
    List<RawEvent> events = new ArrayList<>(entries.size());
    int used = 0;
    for (RawEntry entry : entries) {
      if (entry.context() > used || entry.context() >= contexts.size()) {
        throw BundleFault.unproven(
            "/events/" + events.size() + "/context", "must be one of the contexts, in their order");
      }
      used = Math.max(used, (int) entry.context() + 1);
      events.add(entry.event().withContext(contexts.get((int) entry.context())));
    }
    if (used < contexts.size()) {
      throw BundleFault.unproven("/contexts/" + used, "is not used by any event");
    }
    return events;
  }
}

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

  /** An event that says by number which context it has. */
  private record Entry(long context, RawEvent event) {}

  private final BundleMembers in;
  private final JsonParser json;

  private ResultSetReader(JsonParser json) {
    this.json = json;
    this.in = new BundleMembers(json, "");
  }

  static boolean says(byte[] file) {
    return BundleFile.says(ResultSet.FORMAT, file);
  }

  static Raw read(byte[] file) throws BundleFault {
    return BundleFile.read(file, ResultSet.FORMAT, json -> new ResultSetReader(json).resultSet());
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
    List<Entry> events = List.of();
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
    if (first == null || !first.equals("format") || !in.string(first).equals(ResultSet.FORMAT)) {
      throw BundleFault.unreadable("/format", "must come first and be " + ResultSet.FORMAT);
    }
  }

  private Entry entry(String at) throws IOException, BundleFault {
    BundleMembers member = new BundleMembers(json, at);
    member.begin(Set.of("index", "party", "recordTime", "hash", "context", "event", "salt"));
    long index = -1;
    String party = "";
    String recordTime = "";
    String hash = "";
    long context = -1;
    String event = "";
    byte[] salt = {};
    for (String name = member.next(); name != null; name = member.next()) {
      switch (name) {
        case "index" -> index = member.index(name);
        case "party" -> party = member.string(name);
        case "recordTime" -> recordTime = member.string(name);
        case "hash" -> hash = member.string(name);
        case "context" -> context = member.index(name);
        case "event" -> event = member.string(name);
        case "salt" -> salt = member.base64(name);
        default -> throw member.unknown(name);
      }
    }
    member.end();
    return new Entry(context, new RawEvent(index, party, recordTime, hash, "", event, salt));
  }

  /** Gives every event its context, which events must first name in the order of the list. */
  private static List<RawEvent> joined(List<Entry> entries, List<String> contexts)
      throws BundleFault {
    if (new HashSet<>(contexts).size() < contexts.size()) {
      throw BundleFault.unproven("/contexts", "holds one context twice");
    }
    List<RawEvent> events = new ArrayList<>(entries.size());
    int used = 0;
    for (Entry entry : entries) {
      if (entry.context > used || entry.context >= contexts.size()) {
        throw BundleFault.unproven(
            "/events/" + events.size() + "/context", "must be one of the contexts, in their order");
      }
      used = Math.max(used, (int) entry.context + 1);
      RawEvent raw = entry.event;
      events.add(
          new RawEvent(
              raw.index(),
              raw.party(),
              raw.recordTime(),
              raw.hash(),
              contexts.get((int) entry.context),
              raw.event(),
              raw.salt()));
    }
    if (used < contexts.size()) {
      throw BundleFault.unproven("/contexts/" + used, "is not used by any event");
    }
    return events;
  }
}

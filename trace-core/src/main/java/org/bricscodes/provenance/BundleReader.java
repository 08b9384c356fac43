package org.bricscodes.provenance;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bricscodes.tlog.Digest;

/**
 * Reads the JSON of a {@link ProofBundle}, strictly: known members, each once, bounded, canonical
 * base64. What the strings mean is {@link BundleVerifier}'s business.
 */
final class BundleReader {

  /** A bundle's members, unchecked. */
  record Raw(
      String code,
      String log,
      String checkpoint,
      List<String> witnesses,
      List<Entry> events,
      List<RawAnchor> anchors) {}

  /** An event and its inclusion path. */
  record Entry(RawEvent event, List<Digest> path) {}

  private BundleReader() {}

  static Raw read(byte[] file) throws BundleFault {
    return BundleFile.read(file, ProofBundle.FORMAT, BundleReader::bundle);
  }

  private static Raw bundle(JsonParser json) throws IOException, BundleFault {
    BundleMembers in = new BundleMembers(json, "");
    in.begin(Set.of("format", "code", "log", "checkpoint", "events", "anchors"));
    String code = "";
    String log = "";
    String checkpoint = "";
    List<String> witnesses = List.of();
    List<Entry> events = List.of();
    List<RawAnchor> anchors = List.of();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "format" -> {
          if (!in.string(name).equals(ProofBundle.FORMAT)) {
            throw BundleFault.unreadable("/format", "must be " + ProofBundle.FORMAT);
          }
        }
        case "code" -> code = in.string(name);
        case "log" -> log = in.string(name);
        case "checkpoint" -> checkpoint = in.string(name);
        case "witnesses" -> witnesses = in.witnesses();
        case "events" ->
            events =
                in.array(
                    name,
                    TraceGraph.MAX_EVENTS,
                    "a bundle holds 2000 events at most",
                    at -> entry(new BundleMembers(json, at)));
        case "anchors" -> anchors = in.anchors();
        default -> throw in.unknown(name);
      }
    }
    in.end();
    return new Raw(code, log, checkpoint, witnesses, events, anchors);
  }

  private static Entry entry(BundleMembers in) throws IOException, BundleFault {
    in.begin(Set.of("index", "party", "recordTime", "hash", "context", "event", "salt", "path"));
    long index = -1;
    String party = "";
    String recordTime = "";
    String hash = "";
    String context = "";
    String event = "";
    byte[] salt = {};
    List<Digest> path = List.of();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "index" -> index = in.index(name);
        case "party" -> party = in.string(name);
        case "recordTime" -> recordTime = in.string(name);
        case "hash" -> hash = in.string(name);
        case "context" -> context = in.string(name);
        case "event" -> event = in.string(name);
        case "salt" -> salt = in.base64(name);
        case "path" -> path = in.path(name);
        default -> throw in.unknown(name);
      }
    }
    in.end();
    return new Entry(new RawEvent(index, party, recordTime, hash, context, event, salt), path);
  }
}

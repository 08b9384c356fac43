package org.bricscodes.provenance;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Set;

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
      List<RawEntry> events,
      List<RawAnchor> anchors) {}

  private BundleReader() {}

  static Raw read(byte[] file) throws BundleFault {
    String format = BundleFile.version(ProofBundle.FORMAT, ProofBundle.FORMAT_2, file);
    return BundleFile.read(file, format, json -> bundle(json, format));
  }

  private static Raw bundle(JsonParser json, String format) throws IOException, BundleFault {
    BundleMembers in = new BundleMembers(json, "");
    boolean second = format.equals(ProofBundle.FORMAT_2);
    in.begin(Set.of("format", "code", "log", "checkpoint", "events", "anchors"));
    String code = "";
    String log = "";
    String checkpoint = "";
    List<String> witnesses = List.of();
    List<RawEntry> events = List.of();
    List<RawAnchor> anchors = List.of();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "format" -> {
          if (!in.string(name).equals(format)) {
            throw BundleFault.unreadable("/format", "must be " + format);
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
                    at -> RawEntry.read(json, at, false, second));
        case "anchors" -> anchors = in.anchors();
        default -> throw in.unknown(name);
      }
    }
    in.end();
    return new Raw(code, log, checkpoint, witnesses, events, anchors);
  }
}

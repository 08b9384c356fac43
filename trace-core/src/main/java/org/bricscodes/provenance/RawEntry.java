package org.bricscodes.provenance;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bricscodes.tlog.Digest;

/**
 * An event as it stands in a file of either kind and version, unchecked.
 *
 * @param event of a result set, without its context
 * @param context number of its context; -1 in a bundle, which has the context itself
 * @param path of a bundle; empty in a result set, which has one proof for all
 */
record RawEntry(RawEvent event, long context, List<Digest> path) {

  private static final Set<String> WHOLE =
      Set.of("index", "party", "recordTime", "hash", "context", "event", "salt");
  private static final Set<String> SECOND_WHOLE =
      Set.of("index", "entry", "party", "recordTime", "hash", "context", "event", "salt");
  private static final Set<String> PART =
      Set.of("index", "party", "recordTime", "context", "members", "pieces", "nodes");

  /** The member that only an event shown in part has for certain. */
  private static final String PIECES = "pieces";

  /** Reads one; the parser stands at its first token. */
  static RawEntry read(JsonParser json, String pointer, boolean inSet, boolean second)
      throws IOException, BundleFault {
    BundleMembers in = new BundleMembers(json, pointer);
    in.begin(Set.of());
    long index = -1;
    int entryVersion = second ? 2 : 1;
    String party = "";
    String recordTime = "";
    String hash = "";
    String context = "";
    long number = -1;
    String event = "";
    byte[] salt = {};
    String members = "";
    List<EventPart.Piece> pieces = List.of();
    List<Digest> nodes = List.of();
    List<Digest> path = List.of();
    for (String name = in.next(); name != null; name = in.next()) {
      if (!isMember(name, inSet, second)) {
        throw in.unknown(name);
      }
      switch (name) {
        case "index" -> index = in.index(name);
        case "entry" -> entryVersion = entryVersion(in, name);
        case "party" -> party = in.string(name);
        case "recordTime" -> recordTime = in.string(name);
        case "hash" -> hash = in.string(name);
        case "context" -> {
          if (inSet) {
            number = in.index(name);
          } else {
            context = in.string(name);
          }
        }
        case "event" -> event = in.string(name);
        case "salt" -> salt = in.base64(name);
        case "members" -> members = in.string(name);
        case PIECES -> {
          String tooMany = "an event shows " + EventPart.MAX_PIECES + " pieces at most";
          pieces = in.array(name, EventPart.MAX_PIECES, tooMany, at -> piece(json, at));
        }
        case "nodes" -> nodes = in.hashes(name, EventPart.MAX_NODES);
        case "path" -> path = in.path(name);
        default -> throw in.unknown(name);
      }
    }
    boolean isPart = in.has(PIECES);
    in.end(isPart ? PART : second ? SECOND_WHOLE : WHOLE, inSet ? Set.of() : Set.of("path"));
    EventPart part = isPart ? new EventPart(members, pieces, nodes) : null;
    return new RawEntry(
        new RawEvent(index, entryVersion, party, recordTime, hash, context, event, salt, part),
        number,
        path);
  }

  private static boolean isMember(String name, boolean inSet, boolean second) {
    return (second ? SECOND_WHOLE.contains(name) || PART.contains(name) : WHOLE.contains(name))
        || (!inSet && name.equals("path"));
  }

  private static int entryVersion(BundleMembers in, String name) throws IOException, BundleFault {
    long version = in.index(name);
    if (version != 1 && version != 2) {
      throw BundleFault.unproven(in.pointer() + "/" + name, "must be 1 or 2");
    }
    return (int) version;
  }

  private static EventPart.Piece piece(JsonParser json, String at) throws IOException, BundleFault {
    BundleMembers in = new BundleMembers(json, at);
    in.begin(Set.of("at", "pointer", "value", "salt"));
    long leaf = -1;
    String pointer = "";
    String value = "";
    byte[] salt = {};
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "at" -> leaf = in.index(name);
        case "pointer" -> pointer = in.string(name);
        case "value" -> value = in.string(name);
        case "salt" -> salt = in.base64(name);
        default -> throw in.unknown(name);
      }
    }
    in.end();
    return new EventPart.Piece(leaf, pointer, value, salt);
  }
}

package org.bricscodes.provenance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.tlog.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a bundle, strictly: known members, each once, bounded, canonical base64. What
 * the strings mean is {@link BundleVerifier}'s business.
 */
final class BundleReader {

  private static final int MAX_PATH = 63;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxStringLength(ProofBundle.MAX_BYTES)
                  .maxNameLength(64)
                  .build())
          .build();

  /** A bundle's members, unchecked. */
  record Raw(
      String code, String log, String checkpoint, List<RawEvent> events, List<RawAnchor> anchors) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record RawEvent(
      long index,
      String party,
      String recordTime,
      String hash,
      String context,
      String event,
      byte[] salt,
      List<Digest> path) {}

  record RawAnchor(String trust, String receipt, List<Digest> consistency) {}

  private BundleReader() {}

  /**
   * Reads a file. Once it has said that it is a bundle, whatever is wrong with it means that it
   * proves nothing; before, that it is something else.
   */
  static Raw read(byte[] file) throws BundleFault {
    if (file.length > ProofBundle.MAX_BYTES) {
      throw BundleFault.unreadable("", "a bundle takes 16 MiB at most");
    }
    try (JsonParser json = JSON.createParser(file)) {
      Raw raw = read(json, file);
      if (!isUtf8(file)) {
        throw BundleFault.unproven("", "the file is not UTF-8");
      }
      return raw;
    } catch (IOException e) {
      throw BundleFault.unreadable("", "the file cannot be read as JSON");
    }
  }

  private static Raw read(JsonParser json, byte[] file) throws BundleFault {
    try {
      json.nextToken();
      Raw raw = new Members(json, "").bundle();
      if (json.nextToken() != null) {
        throw BundleFault.unproven("", "the file goes on behind the bundle");
      }
      return raw;
    } catch (IOException e) {
      String at = json.getParsingContext().pathAsPointer().toString();
      String what = "is not UTF-8 JSON with each member once";
      throw saysBundle(file) ? BundleFault.unproven(at, what) : BundleFault.unreadable(at, what);
    }
  }

  private static boolean saysBundle(byte[] file) {
    String start = new String(file, 0, Math.min(file.length, 256), StandardCharsets.ISO_8859_1);
    return start.contains(ProofBundle.FORMAT);
  }

  private static boolean isUtf8(byte[] file) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** One JSON object, its members read as they come. */
  private static final class Members {

    private final JsonParser json;
    private final String pointer;
    private final Set<String> missing = new HashSet<>();

    Members(JsonParser json, String pointer) {
      this.json = json;
      this.pointer = pointer;
    }

    Raw bundle() throws IOException, BundleFault {
      begin(Set.of("format", "code", "log", "checkpoint", "events", "anchors"));
      String code = "";
      String log = "";
      String checkpoint = "";
      List<RawEvent> events = List.of();
      List<RawAnchor> anchors = List.of();
      for (String name = next(); name != null; name = next()) {
        switch (name) {
          case "format" -> {
            if (!string(name).equals(ProofBundle.FORMAT)) {
              throw BundleFault.unreadable("/format", "must be " + ProofBundle.FORMAT);
            }
          }
          case "code" -> code = string(name);
          case "log" -> log = string(name);
          case "checkpoint" -> checkpoint = string(name);
          case "events" -> events = events();
          case "anchors" -> anchors = anchors();
          default -> throw unknown(name);
        }
      }
      end();
      return new Raw(code, log, checkpoint, events, anchors);
    }

    private List<RawEvent> events() throws IOException, BundleFault {
      List<RawEvent> events = new ArrayList<>();
      require(JsonToken.START_ARRAY, "/events", "must be an array");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        String at = "/events/" + events.size();
        if (events.size() == TraceGraph.MAX_EVENTS) {
          throw BundleFault.unproven(at, "a bundle holds 2000 events at most");
        }
        events.add(new Members(json, at).event());
      }
      return events;
    }

    private List<RawAnchor> anchors() throws IOException, BundleFault {
      List<RawAnchor> anchors = new ArrayList<>();
      require(JsonToken.START_ARRAY, "/anchors", "must be an array");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        String at = "/anchors/" + anchors.size();
        if (anchors.size() == ProofBundle.MAX_ANCHORS) {
          throw BundleFault.unproven(at, "a bundle holds 64 anchors at most");
        }
        anchors.add(new Members(json, at).anchor());
      }
      return anchors;
    }

    private RawEvent event() throws IOException, BundleFault {
      begin(Set.of("index", "party", "recordTime", "hash", "context", "event", "salt", "path"));
      long index = -1;
      String party = "";
      String recordTime = "";
      String hash = "";
      String context = "";
      String event = "";
      byte[] salt = {};
      List<Digest> path = List.of();
      for (String name = next(); name != null; name = next()) {
        switch (name) {
          case "index" -> index = index(name);
          case "party" -> party = string(name);
          case "recordTime" -> recordTime = string(name);
          case "hash" -> hash = string(name);
          case "context" -> context = string(name);
          case "event" -> event = string(name);
          case "salt" -> salt = base64(string(name), pointer + "/salt");
          case "path" -> path = hashes(name);
          default -> throw unknown(name);
        }
      }
      end();
      return new RawEvent(index, party, recordTime, hash, context, event, salt, path);
    }

    private RawAnchor anchor() throws IOException, BundleFault {
      begin(Set.of("trust", "receipt", "consistency"));
      String trust = "";
      String receipt = "";
      List<Digest> consistency = List.of();
      for (String name = next(); name != null; name = next()) {
        switch (name) {
          case "trust" -> trust = string(name);
          case "receipt" -> receipt = string(name);
          case "consistency" -> consistency = hashes(name);
          default -> throw unknown(name);
        }
      }
      end();
      return new RawAnchor(trust, receipt, consistency);
    }

    private void begin(Set<String> members) throws BundleFault {
      missing.addAll(members);
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw BundleFault.unreadable(pointer, "must be an object");
      }
    }

    /** The next member's name, its value read as current token; null at the object's end. */
    private @Nullable String next() throws IOException {
      if (json.nextToken() == JsonToken.END_OBJECT) {
        return null;
      }
      String name = json.currentName();
      json.nextToken();
      missing.remove(name);
      return name;
    }

    private void end() throws BundleFault {
      if (missing.contains("format")) {
        throw BundleFault.unreadable(pointer, "is no proof bundle: it has no format");
      }
      if (!missing.isEmpty()) {
        throw BundleFault.unproven(
            pointer, "lacks " + String.join(", ", missing.stream().sorted().toList()));
      }
    }

    private BundleFault unknown(String name) {
      return BundleFault.unproven(pointer + "/" + name, "is no member of this format");
    }

    private void require(JsonToken token, String at, String what) throws BundleFault {
      if (json.currentToken() != token) {
        throw BundleFault.unproven(at, what);
      }
    }

    private String string(String name) throws IOException, BundleFault {
      require(JsonToken.VALUE_STRING, pointer + "/" + name, "must be a string");
      return json.getText();
    }

    private long index(String name) throws IOException, BundleFault {
      String at = pointer + "/" + name;
      require(JsonToken.VALUE_NUMBER_INT, at, "must be a whole number");
      String digits = json.getText();
      if (digits.length() > 18 || digits.startsWith("-")) {
        throw BundleFault.unproven(at, "must be 0 to 10^18 - 1");
      }
      return Long.parseLong(digits);
    }

    private List<Digest> hashes(String name) throws IOException, BundleFault {
      String at = pointer + "/" + name;
      require(JsonToken.START_ARRAY, at, "must be an array");
      List<Digest> hashes = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        String item = at + "/" + hashes.size();
        require(JsonToken.VALUE_STRING, item, "must be a string");
        byte[] hash = base64(json.getText(), item);
        if (hash.length != Digest.BYTES || hashes.size() == MAX_PATH) {
          throw BundleFault.unproven(item, "must be one of at most 63 hashes of 32 bytes");
        }
        hashes.add(Digest.of(hash));
      }
      return hashes;
    }

    private static byte[] base64(String text, String at) throws BundleFault {
      try {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
          return bytes;
        }
      } catch (IllegalArgumentException e) {
        throw BundleFault.unproven(at, "is not base64: " + e.getMessage());
      }
      throw BundleFault.unproven(at, "is not canonical base64");
    }
  }
}

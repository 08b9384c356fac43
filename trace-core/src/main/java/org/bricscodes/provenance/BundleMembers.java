package org.bricscodes.provenance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import org.bricscodes.tlog.Digest;
import org.jspecify.annotations.Nullable;

/** One JSON object of a bundle, its members read as they come: known ones only, and all of them. */
final class BundleMembers {

  private static final int MAX_PATH = 63;

  private final JsonParser json;
  private final String pointer;
  private final Set<String> missing = new HashSet<>();
  private final SequencedSet<String> found = new LinkedHashSet<>();

  BundleMembers(JsonParser json, String pointer) {
    this.json = json;
    this.pointer = pointer;
  }

  /** Reads an item of an array; the parser stands at its first token. */
  @FunctionalInterface
  interface Item<T> {
    T read(String pointer) throws IOException, BundleFault;
  }

  String pointer() {
    return pointer;
  }

  void begin(Set<String> members) throws BundleFault {
    missing.addAll(members);
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw BundleFault.unreadable(pointer, "must be an object");
    }
  }

  /** The next member's name, its value read as current token; null at the object's end. */
  @Nullable String next() throws IOException {
    if (json.nextToken() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = json.currentName();
    json.nextToken();
    missing.remove(name);
    found.add(name);
    return name;
  }

  boolean has(String name) {
    return found.contains(name);
  }

  /** Ends an object of which it showed only now which members it has: these, and no others. */
  void end(Set<String> some, Set<String> others) throws BundleFault {
    for (String name : found) {
      if (!some.contains(name) && !others.contains(name)) {
        throw unknown(name);
      }
    }
    missing.addAll(some);
    missing.addAll(others);
    missing.removeAll(found);
    end();
  }

  void end() throws BundleFault {
    if (missing.contains("format")) {
      throw BundleFault.unreadable(pointer, "is no proof bundle: it has no format");
    }
    if (!missing.isEmpty()) {
      throw BundleFault.unproven(
          pointer, "lacks " + String.join(", ", missing.stream().sorted().toList()));
    }
  }

  BundleFault unknown(String name) {
    return BundleFault.unproven(pointer + "/" + name, "is no member of this format");
  }

  String string(String name) throws IOException, BundleFault {
    return item(pointer + "/" + name);
  }

  /** A string that stands in an array. */
  String item(String at) throws IOException, BundleFault {
    require(JsonToken.VALUE_STRING, at, "must be a string");
    String text = json.getText();
    // Half a surrogate pair has no bytes of its own: what is shown would not be what is proven.
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw BundleFault.unproven(at, "is not Unicode");
    }
    return text;
  }

  long index(String name) throws IOException, BundleFault {
    String at = pointer + "/" + name;
    require(JsonToken.VALUE_NUMBER_INT, at, "must be a whole number");
    String digits = json.getText();
    if (digits.length() > 18 || digits.startsWith("-")) {
      throw BundleFault.unproven(at, "must be 0 to 10^18 - 1");
    }
    return Long.parseLong(digits);
  }

  /** An array of at most {@code most} items; {@code tooMany} says so where one is more. */
  <T> List<T> array(String name, int most, String tooMany, Item<T> item)
      throws IOException, BundleFault {
    String at = pointer + "/" + name;
    List<T> items = new ArrayList<>();
    require(JsonToken.START_ARRAY, at, "must be an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String itemAt = at + "/" + items.size();
      if (items.size() == most) {
        throw BundleFault.unproven(itemAt, tooMany);
      }
      items.add(item.read(itemAt));
    }
    return items;
  }

  /** A path of a Merkle proof. */
  List<Digest> path(String name) throws IOException, BundleFault {
    return hashes(name, MAX_PATH);
  }

  List<Digest> hashes(String name, int most) throws IOException, BundleFault {
    String what = "must be one of at most " + most + " hashes of 32 bytes";
    return array(name, most, what, at -> hash(at, what));
  }

  private Digest hash(String at, String what) throws IOException, BundleFault {
    byte[] hash = base64(item(at), at);
    if (hash.length != Digest.BYTES) {
      throw BundleFault.unproven(at, what);
    }
    return Digest.of(hash);
  }

  byte[] base64(String name) throws IOException, BundleFault {
    return base64(string(name), pointer + "/" + name);
  }

  /** The keys of witnesses, a member that is absent where there is none. */
  List<String> witnesses() throws IOException, BundleFault {
    List<String> keys =
        array(
            "witnesses",
            ProofBundle.MAX_WITNESSES,
            "a bundle names " + ProofBundle.MAX_WITNESSES + " witnesses at most",
            this::item);
    if (keys.isEmpty()) {
      throw BundleFault.unproven(pointer + "/witnesses", "is absent where no witness cosigned");
    }
    return keys;
  }

  List<RawAnchor> anchors() throws IOException, BundleFault {
    return array(
        "anchors",
        ProofBundle.MAX_ANCHORS,
        "a bundle holds 64 anchors at most",
        at -> new BundleMembers(json, at).anchor());
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
        case "consistency" -> consistency = path(name);
        default -> throw unknown(name);
      }
    }
    end();
    return new RawAnchor(trust, receipt, consistency);
  }

  private void require(JsonToken token, String at, String what) throws BundleFault {
    if (json.currentToken() != token) {
      throw BundleFault.unproven(at, what);
    }
  }

  private static byte[] base64(String text, String at) throws BundleFault {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw notBase64(at);
    }
    throw notBase64(at);
  }

  private static BundleFault notBase64(String at) {
    return BundleFault.unproven(at, "is not canonical base64");
  }
}

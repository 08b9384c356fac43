package org.bricscodes.provenance;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bricscodes.tlog.Digest;
import org.jspecify.annotations.Nullable;

/** Writes bundles in the form {@link ProofBundle} describes. */
public final class BundleJson {

  private static final JsonFactory JSON = new JsonFactory();

  private BundleJson() {}

  /** Writes the members of a file. */
  @FunctionalInterface
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** The bundle's file. */
  public static byte[] write(ProofBundle bundle) {
    return write(
        new BundleReader.Raw(
            bundle.code(),
            bundle.log(),
            bundle.checkpoint(),
            bundle.witnesses(),
            bundle.events().stream()
                .map(
                    entry ->
                        new RawEntry(RawEvent.of(entry.recorded(), entry.part()), -1, entry.path()))
                .toList(),
            raw(bundle.anchors())));
  }

  /** The result set's file. */
  public static byte[] write(ResultSet set) {
    return write(
        new ResultSetReader.Raw(
            set.query(),
            set.visibility(),
            set.log(),
            set.checkpoint(),
            set.witnesses(),
            set.statement(),
            set.events().stream().map(recorded -> RawEvent.of(recorded, null)).toList(),
            set.nodes(),
            raw(set.anchors())));
  }

  private static List<RawAnchor> raw(List<ProofBundle.Anchored> anchors) {
    return anchors.stream()
        .map(
            anchored ->
                new RawAnchor(
                    anchored.trust(),
                    new String(anchored.receipt().bytes(), StandardCharsets.US_ASCII),
                    anchored.consistency()))
        .toList();
  }

  static byte[] write(BundleReader.Raw bundle) {
    boolean second = bundle.events().stream().anyMatch(entry -> entry.event().isSecond());
    return file(
        json -> {
          json.writeStringField("format", second ? ProofBundle.FORMAT_2 : ProofBundle.FORMAT);
          json.writeStringField("code", bundle.code());
          json.writeStringField("log", bundle.log());
          json.writeStringField("checkpoint", bundle.checkpoint());
          witnesses(bundle.witnesses(), json);
          json.writeArrayFieldStart("events");
          for (RawEntry entry : bundle.events()) {
            json.writeStartObject();
            write(entry.event(), second, null, json);
            write("path", entry.path(), json);
            json.writeEndObject();
          }
          json.writeEndArray();
          write(bundle.anchors(), json);
        });
  }

  static byte[] write(ResultSetReader.Raw set) {
    boolean second = set.events().stream().anyMatch(RawEvent::isSecond);
    return file(
        json -> {
          json.writeStringField("format", second ? ResultSet.FORMAT_2 : ResultSet.FORMAT);
          json.writeStringField("query", set.query());
          json.writeStringField("visibility", set.visibility());
          json.writeStringField("log", set.log());
          json.writeStringField("checkpoint", set.checkpoint());
          witnesses(set.witnesses(), json);
          json.writeStringField("statement", set.statement());
          SequencedMap<String, Integer> contexts = contexts(set.events());
          json.writeArrayFieldStart("contexts");
          for (String context : contexts.keySet()) {
            json.writeString(context);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("events");
          for (RawEvent event : set.events()) {
            json.writeStartObject();
            write(event, second, contexts.getOrDefault(event.context(), 0), json);
            json.writeEndObject();
          }
          json.writeEndArray();
          write("nodes", set.nodes(), json);
          write(set.anchors(), json);
        });
  }

  private static byte[] file(Members members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to take bytes", e);
    }
    return out.toByteArray();
  }

  private static void witnesses(List<String> keys, JsonGenerator json) throws IOException {
    if (!keys.isEmpty()) {
      json.writeArrayFieldStart("witnesses");
      for (String key : keys) {
        json.writeString(key);
      }
      json.writeEndArray();
    }
  }

  /** Every context once, numbered in the order of the events. */
  private static SequencedMap<String, Integer> contexts(List<RawEvent> events) {
    SequencedMap<String, Integer> contexts = new LinkedHashMap<>();
    for (RawEvent event : events) {
      contexts.putIfAbsent(event.context(), contexts.size());
    }
    return contexts;
  }

  private static void write(List<RawAnchor> anchors, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("anchors");
    for (RawAnchor anchor : anchors) {
      json.writeStartObject();
      json.writeStringField("trust", anchor.trust());
      json.writeStringField("receipt", anchor.receipt());
      write("consistency", anchor.consistency(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * @param number of its context, where contexts stand elsewhere
   */
  private static void write(
      RawEvent event, boolean second, @Nullable Integer number, JsonGenerator json)
      throws IOException {
    EventPart part = event.part();
    json.writeNumberField("index", event.index());
    if (second && part == null) {
      json.writeNumberField("entry", event.entryVersion());
    }
    json.writeStringField("party", event.party());
    json.writeStringField("recordTime", event.recordTime());
    if (part == null) {
      json.writeStringField("hash", event.hash());
    }
    if (number == null) {
      json.writeStringField("context", event.context());
    } else {
      json.writeNumberField("context", number);
    }
    if (part == null) {
      json.writeStringField("event", event.event());
      json.writeStringField("salt", Base64.getEncoder().encodeToString(event.salt()));
    } else {
      write(part, json);
    }
  }

  private static void write(EventPart part, JsonGenerator json) throws IOException {
    json.writeStringField("members", part.members());
    json.writeArrayFieldStart("pieces");
    for (EventPart.Piece piece : part.pieces()) {
      json.writeStartObject();
      json.writeNumberField("at", piece.at());
      json.writeStringField("pointer", piece.pointer());
      json.writeStringField("value", piece.value());
      json.writeStringField("salt", Base64.getEncoder().encodeToString(piece.salt()));
      json.writeEndObject();
    }
    json.writeEndArray();
    write("nodes", part.nodes(), json);
  }

  private static void write(String name, List<Digest> hashes, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Digest hash : hashes) {
      json.writeString(hash.base64());
    }
    json.writeEndArray();
  }

  static String hashUri(byte[] eventHash) {
    return "ni:///sha-256;" + HexFormat.of().formatHex(eventHash) + "?ver=CBV2.0";
  }
}

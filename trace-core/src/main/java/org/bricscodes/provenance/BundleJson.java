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
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.tlog.Digest;

/** Writes bundles in the form {@link ProofBundle} describes. */
public final class BundleJson {

  private static final JsonFactory JSON = new JsonFactory();

  private BundleJson() {}

  /** The bundle's file. */
  public static byte[] write(ProofBundle bundle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("format", ProofBundle.FORMAT);
      json.writeStringField("code", bundle.code());
      json.writeStringField("log", bundle.log());
      json.writeStringField("checkpoint", bundle.checkpoint());
      witnesses(bundle.witnesses(), json);
      json.writeArrayFieldStart("events");
      for (ProofBundle.Entry entry : bundle.events()) {
        write(entry, json);
      }
      json.writeEndArray();
      write(bundle.anchors(), json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to take bytes", e);
    }
    return out.toByteArray();
  }

  /** The result set's file. */
  public static byte[] write(ResultSet set) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
    try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("format", ResultSet.FORMAT);
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
      for (RecordedEvent recorded : set.events()) {
        json.writeStartObject();
        origin(recorded, json);
        json.writeNumberField("context", contexts.getOrDefault(context(recorded), 0));
        content(recorded, json);
        json.writeEndObject();
      }
      json.writeEndArray();
      write("nodes", set.nodes(), json);
      write(set.anchors(), json);
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
  private static SequencedMap<String, Integer> contexts(List<RecordedEvent> events) {
    SequencedMap<String, Integer> contexts = new LinkedHashMap<>();
    for (RecordedEvent recorded : events) {
      contexts.putIfAbsent(context(recorded), contexts.size());
    }
    return contexts;
  }

  private static String context(RecordedEvent recorded) {
    return new String(recorded.context(), StandardCharsets.UTF_8);
  }

  private static void origin(RecordedEvent recorded, JsonGenerator json) throws IOException {
    json.writeNumberField("index", recorded.sequence());
    json.writeStringField("party", recorded.party());
    json.writeStringField("recordTime", recorded.recordTimeText());
    json.writeStringField("hash", hashUri(recorded.eventHash()));
  }

  private static void content(RecordedEvent recorded, JsonGenerator json) throws IOException {
    json.writeStringField("event", new String(recorded.event(), StandardCharsets.UTF_8));
    json.writeStringField("salt", Base64.getEncoder().encodeToString(recorded.salt()));
  }

  private static void write(List<ProofBundle.Anchored> anchors, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("anchors");
    for (ProofBundle.Anchored anchored : anchors) {
      json.writeStartObject();
      json.writeStringField("trust", anchored.trust());
      json.writeStringField(
          "receipt", new String(anchored.receipt().bytes(), StandardCharsets.US_ASCII));
      write("consistency", anchored.consistency(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(ProofBundle.Entry entry, JsonGenerator json) throws IOException {
    RecordedEvent recorded = entry.recorded();
    json.writeStartObject();
    origin(recorded, json);
    json.writeStringField("context", context(recorded));
    content(recorded, json);
    write("path", entry.path(), json);
    json.writeEndObject();
  }

  private static void write(String name, List<Digest> hashes, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Digest hash : hashes) {
      json.writeString(Base64.getEncoder().encodeToString(hash.bytes()));
    }
    json.writeEndArray();
  }

  static String hashUri(byte[] eventHash) {
    return "ni:///sha-256;" + HexFormat.of().formatHex(eventHash) + "?ver=CBV2.0";
  }
}

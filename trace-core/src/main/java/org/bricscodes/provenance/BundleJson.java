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
import java.util.List;
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
      json.writeArrayFieldStart("events");
      for (ProofBundle.Entry entry : bundle.events()) {
        write(entry, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("anchors");
      for (ProofBundle.Anchored anchored : bundle.anchors()) {
        json.writeStartObject();
        json.writeStringField("trust", anchored.trust());
        json.writeStringField(
            "receipt", new String(anchored.receipt().bytes(), StandardCharsets.US_ASCII));
        write("consistency", anchored.consistency(), json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to take bytes", e);
    }
    return out.toByteArray();
  }

  private static void write(ProofBundle.Entry entry, JsonGenerator json) throws IOException {
    RecordedEvent recorded = entry.recorded();
    json.writeStartObject();
    json.writeNumberField("index", recorded.sequence());
    json.writeStringField("party", recorded.party());
    json.writeStringField("recordTime", recorded.recordTimeText());
    json.writeStringField("hash", hashUri(recorded.eventHash()));
    json.writeStringField("context", new String(recorded.context(), StandardCharsets.UTF_8));
    json.writeStringField("event", new String(recorded.event(), StandardCharsets.UTF_8));
    json.writeStringField("salt", Base64.getEncoder().encodeToString(recorded.salt()));
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

package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What product codes lead to: links registered for products, lots and items. */
public final class ProductLinks {

  private static final String NDJSON = "application/x-ndjson";

  private final Wire wire;

  ProductLinks(Wire wire) {
    this.wire = wire;
  }

  /** What became of the lines of an import. */
  public record Imported(int lines, int created, int replaced, int unchanged) {}

  /**
   * What was exported.
   *
   * @param tag the same as long as nothing changes
   * @param ofEverybody whether it holds the links of every party, or of the key's own alone
   */
  public record Exported(String tag, boolean ofEverybody) {}

  /**
   * The document registered on exactly this product, lot or item.
   *
   * @param anchor path of its Digital Link, {@code /01/…}
   */
  public JsonNode show(String anchor) {
    return wire.send(Call.get("/links" + anchor)).json();
  }

  /** Registers a document in place of what stood there; as it stands then. */
  public JsonNode set(String anchor, JsonNode document) {
    return wire.send(Call.put("/links" + anchor, document)).json();
  }

  /** Takes a document away. */
  public void remove(String anchor) {
    wire.send(Call.delete("/links" + anchor));
  }

  /**
   * Registers documents of many anchors, one on each line; at most 10,000 lines and 4 MiB. Nothing
   * is registered if any line has a fault.
   */
  public Imported importLines(String lines) {
    Call call = Call.post("/links/import", NDJSON, lines.getBytes(StandardCharsets.UTF_8));
    JsonNode answer = wire.send(call.harmlessToRepeat()).json();
    return new Imported(
        answer.path("lines").asInt(),
        answer.path("created").asInt(),
        answer.path("replaced").asInt(),
        answer.path("unchanged").asInt());
  }

  /**
   * All registrations the key may see, as NDJSON; written on another thread.
   *
   * @param tag as an earlier export answered; null: none
   * @return empty if nothing changed since, and nothing was written
   */
  public Optional<Exported> export(OutputStream sink, @Nullable String tag) {
    Call call = Call.get("/links.ndjson");
    try {
      Reply reply =
          wire.download(
              tag == null ? call : call.with("If-None-Match", tag), sink, DownloadProgress.NONE);
      return Optional.of(
          new Exported(
              reply.header("ETag").orElse(""),
              reply.header("Trace-Links-Of").filter("everybody"::equals).isPresent()));
    } catch (ApiFailure.Refused refused) {
      if (refused.status() == 304) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}

package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.bricscodes.codes.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a range of a batch: its codes got as far as this stage, except those wasted.
 *
 * <pre>{@code
 * RangeReport.of(Stage.PRINTED, 0, 5_000).by("https://id.gs1.org/417/9521222000001")
 *     .wasting(List.of("7GF04CNGMYKV4H93"), "smeared")
 * }</pre>
 *
 * @param from place of the first code in the batch, from 0
 * @param count how many; null: all that follow
 * @param by who did it, URI or name; null: the key's party
 * @param at when; null: now
 * @param wasted serials spoiled at this stage, of anywhere in the batch
 * @param reason why they were, or whatever else is to be remembered
 */
public record RangeReport(
    Stage stage,
    long from,
    @Nullable Long count,
    @Nullable String by,
    @Nullable Instant at,
    List<String> wasted,
    @Nullable String reason) {

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  public RangeReport(
      Stage stage,
      long from,
      @Nullable Long count,
      @Nullable String by,
      @Nullable Instant at,
      List<String> wasted,
      @Nullable String reason) {
    this.stage = stage;
    this.from = from;
    this.count = count;
    this.by = by;
    this.at = at;
    this.wasted = List.copyOf(wasted);
    this.reason = reason;
  }

  /** So many codes from a place on. */
  public static RangeReport of(Stage stage, long from, long count) {
    return new RangeReport(stage, from, count, null, null, List.of(), null);
  }

  /** The whole batch. */
  public static RangeReport ofAll(Stage stage) {
    return new RangeReport(stage, 0, null, null, null, List.of(), null);
  }

  /** The same, done by this party. */
  public RangeReport by(String party) {
    return new RangeReport(stage, from, count, party, at, wasted, reason);
  }

  /** The same, done at this time. */
  public RangeReport at(Instant time) {
    return new RangeReport(stage, from, count, by, time, wasted, reason);
  }

  /** The same, with these spoiled. */
  public RangeReport wasting(List<String> serials, String why) {
    return new RangeReport(stage, from, count, by, at, serials, why);
  }

  JsonNode toJson() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("stage", stage.word()).put("from", from);
    Long many = count;
    if (many == null) {
      body.put("count", "all");
    } else {
      body.put("count", many);
    }
    if (by != null) {
      body.put("by", by);
    }
    Instant time = at;
    if (time != null) {
      body.put("at", time.toString());
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    if (!wasted.isEmpty()) {
      ArrayNode spoiled = body.putArray("wasted");
      wasted.forEach(spoiled::add);
    }
    return body;
  }
}

package org.bricscodes.samples.country;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes one event as JSON-LD, field by field. */
final class EventText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

  private final StringBuilder text = new StringBuilder(900);

  EventText(String type, String id, Instant time, ZoneOffset offset) {
    text.append("{\"type\":\"").append(type);
    text.append("\",\"eventID\":\"").append(id);
    text.append("\",\"eventTime\":\"").append(TIME.format(time.atOffset(offset)));
    text.append("\",\"eventTimeZoneOffset\":\"").append(OFFSET.format(offset)).append('"');
  }

  EventText with(String name, String value) {
    text.append(",\"").append(name).append("\":\"").append(value).append('"');
    return this;
  }

  /** A value that is JSON already. */
  EventText raw(String name, String json) {
    text.append(",\"").append(name).append("\":").append(json);
    return this;
  }

  EventText step(String bizStep, String disposition) {
    return with("bizStep", bizStep).with("disposition", disposition);
  }

  EventText at(String readPoint) {
    return raw("readPoint", "{\"id\":\"" + readPoint + "\"}");
  }

  EventText leftAt(String bizLocation) {
    return raw("bizLocation", "{\"id\":\"" + bizLocation + "\"}");
  }

  EventText list(String name, List<String> ids) {
    text.append(",\"").append(name).append("\":[");
    for (int i = 0; i < ids.size(); i++) {
      text.append(i == 0 ? "\"" : ",\"").append(ids.get(i)).append('"');
    }
    text.append(']');
    return this;
  }

  EventText kilograms(String name, List<String> lots, int each) {
    return quantities(name, lots, each, ",\"uom\":\"KGM\"");
  }

  EventText pieces(String name, List<String> lots, int each) {
    return quantities(name, lots, each, "");
  }

  private EventText quantities(String name, List<String> lots, int each, String unit) {
    StringBuilder list = new StringBuilder("[");
    for (String lot : lots) {
      list.append(list.length() == 1 ? "" : ",");
      list.append("{\"epcClass\":\"%s\",\"quantity\":%d%s}".formatted(lot, each, unit));
    }
    return raw(name, list.append(']').toString());
  }

  EventText paper(String type, String id) {
    return raw(
        "bizTransactionList", "[{\"type\":\"%s\",\"bizTransaction\":\"%s\"}]".formatted(type, id));
  }

  EventText owners(Party from, Party to) {
    return raw(
            "sourceList", "[{\"type\":\"owning_party\",\"source\":\"%s\"}]".formatted(from.uri()))
        .raw(
            "destinationList",
            "[{\"type\":\"owning_party\",\"destination\":\"%s\"}]".formatted(to.uri()));
  }

  String end() {
    return text.append('}').toString();
  }
}

package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.bricscodes.api.export.CsvCell;
import org.bricscodes.codes.WasteReport;

/** How a waste report is written. */
public enum WasteForm {
  /** One object. */
  JSON("json", "application/json", " ") {
    @Override
    public byte[] write(WasteReport waste) {
      ObjectNode node =
          Json.object()
              .put("ordered", waste.ordered())
              .put("printed", waste.printed())
              .put("applied", waste.applied())
              .put("active", waste.active())
              .put("wasted", waste.wastedCodes())
              .put("voided", waste.voided())
              .put("unprinted", waste.unprinted())
              .put("unaccounted", waste.unaccounted());
      ArrayNode wasted = node.putArray("waste");
      waste
          .wasted()
          .forEach(
              part ->
                  wasted
                      .addObject()
                      .put("stage", part.stage().word())
                      .put("reason", part.reason())
                      .put("count", part.count()));
      ObjectNode standing = node.putObject("standing");
      waste.standing().forEach((status, count) -> standing.put(status.word(), count));
      return Json.bytes(node);
    }
  },
  /** {@code what,stage,reason,count} lines under a heading (RFC 4180). */
  CSV("csv", "text/csv; charset=utf-8; header=present", "") {
    @Override
    public byte[] write(WasteReport waste) {
      StringBuilder out = new StringBuilder("what,stage,reason,count\r\n");
      line(out, "ordered", waste.ordered());
      line(out, "printed", waste.printed());
      line(out, "applied", waste.applied());
      line(out, "active", waste.active());
      waste
          .wasted()
          .forEach(
              part ->
                  out.append("wasted,")
                      .append(part.stage().word())
                      .append(',')
                      .append(CsvCell.guarded(part.reason()))
                      .append(',')
                      .append(part.count())
                      .append("\r\n"));
      line(out, "voided", waste.voided());
      line(out, "unprinted", waste.unprinted());
      line(out, "unaccounted", waste.unaccounted());
      return out.toString().getBytes(StandardCharsets.UTF_8);
    }
  };

  private final String word;
  private final String mediaType;
  private final String meanwhile;

  WasteForm(String word, String mediaType, String meanwhile) {
    this.word = word;
    this.mediaType = mediaType;
    this.meanwhile = meanwhile;
  }

  /** What people call it. */
  public String word() {
    return word;
  }

  String mediaType() {
    return mediaType;
  }

  /** What may stand in front of the report while it is being counted; may be empty. */
  String meanwhile() {
    return meanwhile;
  }

  /** The whole report, UTF-8. */
  public abstract byte[] write(WasteReport waste);

  private static void line(StringBuilder out, String what, long count) {
    out.append(what).append(",,,").append(count).append("\r\n");
  }
}

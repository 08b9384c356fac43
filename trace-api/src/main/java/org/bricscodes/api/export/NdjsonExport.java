package org.bricscodes.api.export;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bricscodes.query.EventWalk;

/**
 * One JSON object a line, each ended by a line feed: {@code sequence}, {@code covered}, {@code
 * recordTime}, {@code party}, {@code eventID}, {@code eventHash}, {@code contentDigest}, {@code
 * context} and {@code event}. The last two are spliced in as they were received, but for line
 * breaks between their tokens, which become spaces. There is no heading and no last line: a file is
 * whole if, and only if, its transfer ended well.
 */
final class NdjsonExport implements EventExport {

  private static final byte[] NOTHING = {};

  private final ExportSnapshot snapshot;
  private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();

  NdjsonExport(ExportSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  @Override
  public byte[] head() {
    return NOTHING;
  }

  @Override
  public byte[] rows(List<EventWalk.Found> batch) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024 * Math.max(1, batch.size()));
    for (EventWalk.Found found : batch) {
      row(ExportRow.of(found, snapshot), out);
    }
    return out.toByteArray();
  }

  @Override
  public byte[] tail() {
    return NOTHING;
  }

  private void row(ExportRow row, ByteArrayOutputStream out) {
    ascii("{\"sequence\":" + row.recorded().sequence() + ",\"covered\":" + row.covered(), out);
    text("recordTime", row.recorded().recordTimeText(), out);
    text("party", row.recorded().party(), out);
    text("eventID", row.recorded().eventID(), out);
    text("eventHash", EventTable.eventHash(row), out);
    text("contentDigest", EventTable.contentDigest(row), out);
    ascii(",\"context\":", out);
    oneLine(row.recorded().context(), out);
    ascii(",\"event\":", out);
    oneLine(row.recorded().event(), out);
    ascii("}\n", out);
  }

  private void text(String name, String value, ByteArrayOutputStream out) {
    ascii(",\"" + name + "\":\"", out);
    out.writeBytes(encoder.quoteAsUTF8(value));
    out.write('"');
  }

  /** In JSON a line break can only stand between tokens. */
  private static void oneLine(byte[] json, ByteArrayOutputStream out) {
    int from = 0;
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        out.write(json, from, i - from);
        out.write(' ');
        from = i + 1;
      }
    }
    out.write(json, from, json.length - from);
  }

  private static void ascii(String text, ByteArrayOutputStream out) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}

package org.bricscodes.api.split;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.bricscodes.api.client.DocumentLimits;
import org.bricscodes.epcis.JsonComplaint;
import org.jspecify.annotations.Nullable;

/**
 * What a first reading of the whole file says of it.
 *
 * @param events how many there are
 * @param before everything up to and with the list's opening bracket
 * @param behind everything from the list's closing bracket
 * @param headerBefore where the header stands in {@code before}
 * @param headerBehind where the header stands in {@code behind}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JsonSurvey(
    long events,
    byte[] before,
    byte[] behind,
    @Nullable Range headerBefore,
    @Nullable Range headerBehind) {

  private static final String HEADER = "epcisHeader";

  /** From the first byte to behind the last. */
  private record Range(long from, long to) {
    Range minus(long position) {
      return new Range(from - position, to - position);
    }
  }

  /** With the header for the first piece, without it for the others. */
  byte[] before(boolean first) {
    return first || headerBefore == null ? before : without(before, headerBefore);
  }

  /** As {@link #before}. */
  byte[] behind(boolean first) {
    return first || headerBehind == null ? behind : without(behind, headerBehind);
  }

  /** Takes a member out, and one comma with it. */
  private static byte[] without(byte[] text, Range member) {
    int from = (int) member.from();
    int to = (int) member.to();
    int next = to;
    while (next < text.length && text[next] <= ' ') {
      next++;
    }
    if (next < text.length && text[next] == ',') {
      to = next + 1;
    } else {
      while (from > 0 && text[from - 1] <= ' ') {
        from--;
      }
      from -= from > 0 && text[from - 1] == ',' ? 1 : 0;
    }
    byte[] rest = new byte[text.length - (to - from)];
    System.arraycopy(text, 0, rest, 0, from);
    System.arraycopy(text, to, rest, from, text.length - to);
    return rest;
  }

  static JsonSurvey of(JsonParser parser, Window window, DocumentLimits limits)
      throws IOException, UnusableFile {
    Reading reading = new Reading(parser, window, limits);
    try {
      return reading.read();
    } catch (JacksonException e) {
      throw UnusableFile.atLine(
          e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
          "not JSON: " + JsonComplaint.of(e));
    } catch (Window.Overflow e) {
      throw UnusableFile.atLine(reading.line, reading.overflow());
    }
  }

  /** One reading, and what it has found so far. */
  private static final class Reading {
    private final JsonParser parser;
    private final Window window;
    private final DocumentLimits limits;
    private long events;
    private long line = 1;
    private @Nullable Range header;
    private Largest largest = new Largest(0, 0, 1);

    /** The event that takes most room, with what stands before it. */
    private record Largest(long size, long number, long line) {}

    Reading(JsonParser parser, Window window, DocumentLimits limits) {
      this.parser = parser;
      this.window = window;
      this.limits = limits;
    }

    JsonSurvey read() throws IOException, UnusableFile {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw UnusableFile.atLine(1, "no JSON object; send an EPCISDocument");
      }
      JsonList list = new JsonList();
      if (!list.next(parser, this::member)) {
        return alone();
      }
      Range headerBefore = header;
      header = null;
      byte[] before = window.slice(0, parser.currentLocation().getByteOffset());
      count(before.length);
      long from = parser.currentTokenLocation().getByteOffset();
      window.release(from);
      if (list.next(parser, this::member)) {
        throw UnusableFile.atLine(
            parser.currentTokenLocation().getLineNr(), "a second eventList; a document has one");
      }
      finish();
      byte[] behind = window.slice(from, window.position());
      if (Math.max(before.length, largest.size()) + behind.length > limits.maxBytes()) {
        events = largest.number();
        throw UnusableFile.atLine(largest.line(), overflow());
      }
      return new JsonSurvey(
          events, before, behind, headerBefore, header == null ? null : header.minus(from));
    }

    private void member(String name, long from) {
      if (name.equals(HEADER)) {
        header = new Range(from, parser.currentLocation().getByteOffset());
      }
    }

    private void count(int before) throws IOException, UnusableFile {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        line = parser.currentTokenLocation().getLineNr();
        long from = parser.currentTokenLocation().getByteOffset();
        window.release(from);
        parser.skipChildren();
        parser.finishToken();
        events++;
        long size = before + parser.currentLocation().getByteOffset() - from;
        if (size > largest.size()) {
          largest = new Largest(size, events, line);
        }
      }
    }

    /** No list of events: one event, or master data alone, which the service judges whole. */
    private JsonSurvey alone() throws IOException, UnusableFile {
      finish();
      byte[] all = window.slice(0, window.position());
      return new JsonSurvey(0, all, new byte[0], null, null);
    }

    private void finish() throws IOException, UnusableFile {
      if (parser.nextToken() != null) {
        throw UnusableFile.atLine(
            parser.currentTokenLocation().getLineNr(),
            "something follows the end of the document; a file holds one EPCISDocument");
      }
    }

    String overflow() {
      String size = "than the " + limits.maxBytes() + " bytes the service takes; ";
      return events == 0
          ? "what surrounds the events is more " + size + "send its master data by itself"
          : "event " + events + " and what surrounds it is more " + size + "split it";
    }
  }
}

package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes stored events as EPCIS 2.0 JSON-LD documents by splicing the received bytes: nothing is
 * parsed into values and printed again. Added to an event where absent: {@code eventID}; always as
 * recorded: {@code recordTime}; {@code @context} only where it differs from the document's.
 *
 * <p>Where an {@link EpcTranslation} is given, identifiers in the standard fields of events are
 * replaced by their other form, which changes neither what the event says nor its hash. Left as
 * sent are event identifiers, CURIEs, and whatever stands in extensions and in instance or lot
 * master data.
 */
public final class EpcisWriter {

  private static final byte[] CONTEXT = ascii("\"@context\"");
  private static final byte[] EVENT_ID = ascii("\"eventID\"");
  private static final byte[] RECORD_TIME = ascii("\"recordTime\"");
  private static final byte[] STANDARD = ascii('"' + ContextReader.STANDARD_URL + '"');
  private static final byte[] NONE = {};

  private EpcisWriter() {}

  /** An {@code EPCISDocument}, identifiers as sent. */
  public static byte[] document(List<RecordedEvent> events, Instant creationDate) {
    return document(events, creationDate, EpcTranslation.asSent());
  }

  /** An {@code EPCISDocument}. */
  public static byte[] document(
      List<RecordedEvent> events, Instant creationDate, EpcTranslation translation) {
    Utf8Buffer out = start(events, "EPCISDocument", creationDate);
    out.append(",\"epcisBody\":{\"eventList\":[");
    list(out, events, translation);
    out.append("]}}");
    return out.toByteArray();
  }

  /** An {@code EPCISQueryDocument}, identifiers as sent. */
  public static byte[] queryDocument(
      List<RecordedEvent> events, String queryName, Instant creationDate) {
    return queryDocument(events, queryName, null, creationDate, EpcTranslation.asSent());
  }

  /**
   * An {@code EPCISQueryDocument}.
   *
   * @param queryName of an ad-hoc query: {@code SimpleEventQuery}
   * @param subscriptionID {@code null} when it was asked for, not subscribed to
   */
  public static byte[] queryDocument(
      List<RecordedEvent> events,
      String queryName,
      @Nullable String subscriptionID,
      Instant creationDate,
      EpcTranslation translation) {
    Utf8Buffer out = start(events, "EPCISQueryDocument", creationDate);
    out.append(",\"epcisBody\":{\"queryResults\":{\"queryName\":");
    Jcs json = new Jcs(out);
    json.quote(queryName);
    if (subscriptionID != null) {
      out.append(",\"subscriptionID\":");
      json.quote(subscriptionID);
    }
    out.append(",\"resultsBody\":{\"eventList\":[");
    list(out, events, translation);
    out.append("]}}}}");
    return out.toByteArray();
  }

  /** One event on its own, with its {@code @context}, identifiers as sent. */
  public static byte[] event(RecordedEvent event) {
    return event(event, EpcTranslation.asSent());
  }

  /** One event on its own, with its {@code @context}. */
  public static byte[] event(RecordedEvent event, EpcTranslation translation) {
    Utf8Buffer out = new Utf8Buffer(event.event().length + 256);
    splice(out, event, NONE, translation);
    return out.toByteArray();
  }

  private static Utf8Buffer start(List<RecordedEvent> events, String type, Instant creationDate) {
    Utf8Buffer out = new Utf8Buffer(256 + 2048 * events.size());
    out.append("{\"@context\":");
    out.append(shared(events));
    out.append(",\"type\":\"" + type + "\",\"schemaVersion\":\"2.0\",\"creationDate\":\"");
    out.append(Rfc3339.millis(creationDate));
    out.append('"');
    return out;
  }

  /** The context that most of the list has by being first; others carry their own. */
  private static byte[] shared(List<RecordedEvent> events) {
    return events.isEmpty() ? STANDARD : events.getFirst().context();
  }

  private static void list(Utf8Buffer out, List<RecordedEvent> events, EpcTranslation translation) {
    byte[] shared = shared(events);
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      splice(out, events.get(i), shared, translation);
    }
  }

  private static void splice(
      Utf8Buffer out, RecordedEvent recorded, byte[] shared, EpcTranslation translation) {
    byte[] event = recorded.event();
    JsonTape tape = new JsonTape(event);
    int own = tape.member(0, CONTEXT);
    boolean addContext = !Arrays.equals(recorded.context(), shared);
    out.append('{');
    if (addContext) {
      out.append(CONTEXT);
      out.append(':');
      context(out, recorded.context(), own < 0 ? NONE : tape.slice(own).of(event));
      out.append(',');
    }
    if (tape.member(0, EVENT_ID) < 0) {
      out.append("\"eventID\":");
      new Jcs(out).quote(recorded.eventID());
      out.append(',');
    }
    out.append("\"recordTime\":\"");
    out.append(recorded.recordTimeText());
    out.append('"');
    members(out, tape, addContext, translation);
    out.append('}');
  }

  /** Copies the members as received, but for those that were written already. */
  private static void members(
      Utf8Buffer out, JsonTape tape, boolean withoutContext, EpcTranslation translation) {
    IdentifierSplice splice = new IdentifierSplice(out, tape, translation);
    for (int key = 1; key < tape.next(0); key = tape.next(key + 1)) {
      boolean written = tape.is(key, RECORD_TIME) || (withoutContext && tape.is(key, CONTEXT));
      if (!written) {
        out.append(',');
        splice.member(key);
      }
    }
  }

  /** The document's context, then the event's own if it had one more. */
  private static void context(Utf8Buffer out, byte[] document, byte[] own) {
    if (own.length == 0 || Arrays.equals(own, document)) {
      out.append(document);
      return;
    }
    List<byte[]> parts = new ArrayList<>(parts(document));
    for (byte[] part : parts(own)) {
      if (parts.stream().noneMatch(known -> Arrays.equals(known, part))) {
        parts.add(part);
      }
    }
    char before = '[';
    for (byte[] part : parts) {
      out.append(before);
      out.append(part);
      before = ',';
    }
    out.append(']');
  }

  private static List<byte[]> parts(byte[] context) {
    JsonTape tape = new JsonTape(context);
    if (tape.first(0) != '[') {
      return List.of(context);
    }
    List<byte[]> parts = new ArrayList<>();
    for (int item = 1; item < tape.next(0); item = tape.next(item)) {
      parts.add(tape.slice(item).of(context));
    }
    return parts;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole received document: which kind it is, its envelope, and each event in it. What it
 * needs to know before the first event, type and context, is looked up first, because keys come in
 * any order; in practice they stand first and the look-up ends there.
 */
final class DocumentReader {

  private static final String DOCUMENT = "EPCISDocument";
  private static final String QUERY_DOCUMENT = "EPCISQueryDocument";

  private final Cursor cursor;
  private final byte[] document;
  private final int from;
  private final List<ParsedEvent> events = new ArrayList<>();
  private final MasterDataReader masterData;
  private int eventCount;
  private ParsedDocument.Excess excess = ParsedDocument.Excess.NONE;

  private @Nullable String type;
  private @Nullable Slice contextSlice;
  private Scope scope = Scope.standard();
  private byte[] context = {};

  DocumentReader(Cursor cursor, byte[] document, int from) {
    this.cursor = cursor;
    this.document = document;
    this.from = from;
    this.masterData = new MasterDataReader(cursor);
  }

  List<ParsedEvent> events() {
    return events;
  }

  List<VocabularyElement> masterData() {
    return masterData.elements();
  }

  int eventCount() {
    return eventCount;
  }

  ParsedDocument.Excess excess() {
    return excess;
  }

  void read() throws IOException {
    if (cursor.parser.nextToken() != JsonToken.START_OBJECT) {
      if (cursor.parser.currentToken() == null) {
        cursor.fault("there is nothing here", "send an EPCISDocument");
      } else {
        cursor.wrongType("an object: EPCISDocument, EPCISQueryDocument or an event");
      }
      return;
    }
    lookAhead();
    if (type != null && !type.equals(DOCUMENT) && !type.equals(QUERY_DOCUMENT) && !isEnvelope()) {
      readAlone();
    } else {
      if (contextSlice != null) {
        context = contextSlice.of(document);
      }
      new Envelope(this, cursor, QUERY_DOCUMENT.equals(type)).read();
    }
    if (cursor.parser.nextToken() != null) {
      cursor.fault("something follows the end of the document", "send one JSON object");
    }
  }

  /** An unknown type that looks like {@code EPCISDocument} misspelt is read as a document. */
  private boolean isEnvelope() {
    return type != null
        && EventField.Types.of(type) == 0
        && Nearest.to(type, Set.of(DOCUMENT, QUERY_DOCUMENT)) != null;
  }

  private void readAlone() throws IOException {
    eventCount = 1;
    cursor.enterEvent(0);
    EventReader.Read read = EventReader.alone(cursor, document, from);
    cursor.leaveEvent();
    Slice own = read.context();
    if (read.event() != null && own != null) {
      events.add(new ParsedEvent(0, read.event(), read.bytes().of(document), own.of(document), ""));
    }
  }

  /** Reads the items of an {@code eventList}; the parser is at its value. */
  void eventList() throws IOException {
    if (!cursor.entersArray("an array of events")) {
      return;
    }
    while (cursor.parser.nextToken() != JsonToken.END_ARRAY) {
      if (eventCount == cursor.limits.maxEvents()) {
        excess = ParsedDocument.Excess.EVENTS;
        cursor.fault(
            "the document has more than " + eventCount + " events", "send several documents");
        do {
          cursor.parser.skipChildren();
        } while (cursor.parser.nextToken() != JsonToken.END_ARRAY);
        return;
      }
      cursor.enterEvent(eventCount);
      if (cursor.entersObject("an event, which is an object")) {
        String place = cursor.pointer();
        EventReader.Read read = EventReader.inDocument(cursor, scope, document, from);
        if (read.event() != null) {
          byte[] bytes = read.bytes().of(document);
          events.add(new ParsedEvent(eventCount, read.event(), bytes, context, place));
        }
      }
      cursor.leaveEvent();
      eventCount++;
    }
  }

  /** Reads the {@code epcisHeader}; the parser is at its value. */
  void header() throws IOException {
    masterData.header(scope);
  }

  /** Reads an extension of the envelope. */
  void extension(String key, List<Extension> found, Set<String> known) throws IOException {
    NameReader names = new NameReader(cursor, scope);
    new ExtensionReader(cursor, scope, names).member(key, found, known);
  }

  /** Finds type and context of the root. Faults are left for the reading proper to report. */
  private void lookAhead() {
    FaultList ignored = new FaultList(1);
    try (JsonParser ahead = cursor.parsers.over(document, from, document.length - from)) {
      Cursor quiet = new Cursor(ahead, cursor.parsers, cursor.limits, ignored, "", true);
      ahead.nextToken();
      while ((type == null || contextSlice == null) && ahead.nextToken() == JsonToken.FIELD_NAME) {
        String key = ahead.currentName();
        ahead.nextToken();
        if (key.equals("type") && ahead.hasToken(JsonToken.VALUE_STRING)) {
          type = ahead.getText();
        } else if (key.equals("@context")) {
          int start = from + (int) ahead.currentTokenLocation().getByteOffset();
          scope = ContextReader.document(quiet);
          ahead.finishToken();
          contextSlice = new Slice(start, from + (int) ahead.currentLocation().getByteOffset());
        } else {
          ahead.skipChildren();
        }
      }
    } catch (JacksonException e) {
      ignored.add(new Fault(Fault.DOCUMENT, "", "not JSON", "reported by the reading proper"));
    } catch (IOException e) {
      throw new AssertionError("reading from memory", e);
    }
  }
}

package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The strict EPCIS 2.0 JSON-LD reader (EPCIS 2.0 §9). It takes an {@code EPCISDocument}, an {@code
 * EPCISQueryDocument} or a single event that carries its own {@code @context}, and either accepts
 * an event or names every fault in it. It never throws on bad input, never loads a context from
 * anywhere, and needs memory in proportion to the input only.
 *
 * <p>Strictness is that of the EPCIS 2.0.1 JSON Schema with formats enforced, and the rules of the
 * standard a schema cannot express. Standard vocabulary values must be bare words, other values a
 * URI or a CURIE whose prefix the context declares.
 *
 * <p>Instances are immutable and may be used by many threads at once.
 */
public final class EpcisJson {

  private static final int MAX_SYNTAX_MESSAGE = 160;

  private final EpcisLimits limits;
  private final JsonParsers parsers;

  public EpcisJson(EpcisLimits limits) {
    this.limits = limits;
    this.parsers = new JsonParsers(limits);
  }

  /**
   * Reads a whole document.
   *
   * @param document UTF-8, with or without byte order mark; not changed, not kept: the events hold
   *     copies of their own bytes
   */
  public ParsedDocument parse(byte[] document) {
    ParsedDocument refusal = Received.refusal(document, limits);
    if (refusal != null) {
      return refusal;
    }
    int from = Received.start(document);
    FaultList faults = new FaultList(limits.maxFaults());
    try (JsonParser parser = parsers.over(document, from, document.length - from)) {
      Cursor cursor = cursor(parser, faults, document);
      DocumentReader reader = new DocumentReader(cursor, document, from);
      readAll(cursor, reader);
      boolean broken = faults.hasDocumentFault();
      List<ParsedEvent> events = broken ? List.of() : reader.events();
      List<VocabularyElement> masterData = broken ? List.of() : reader.masterData();
      return new ParsedDocument(
          reader.eventCount(), events, masterData, faults.toList(), reader.excess());
    } catch (IOException e) {
      throw new AssertionError("reading from memory", e);
    }
  }

  private static void readAll(Cursor cursor, DocumentReader reader) throws IOException {
    try {
      reader.read();
    } catch (StreamConstraintsException e) {
      cursor.leaveEvent();
      cursor.fault("nested too deep or a key is too long", "keep to the stated limits");
    } catch (JacksonException e) {
      cursor.leaveEvent();
      cursor.fault(
          "not JSON at byte " + e.getLocation().getByteOffset() + ": " + shorten(e),
          "send well-formed JSON");
    }
  }

  private static String shorten(JacksonException e) {
    String text = JsonComplaint.of(e);
    return text.length() <= MAX_SYNTAX_MESSAGE ? text : text.substring(0, MAX_SYNTAX_MESSAGE);
  }

  private Cursor cursor(JsonParser parser, FaultList faults, byte[] bytes) {
    return new Cursor(parser, parsers, limits, faults, "", Utf8.hasBackslash(bytes));
  }

  /**
   * Reads one stored event back: the bytes and context of a {@link ParsedEvent} or {@link
   * RecordedEvent}.
   *
   * @throws IllegalArgumentException if the bytes are not a sound event, which for stored bytes
   *     means that they are not the ones stored; the message is the first fault
   */
  public EpcisEvent parseEvent(byte[] event, byte[] context) {
    Stored stored = parseStored(event, context);
    if (stored.faults.isEmpty()) {
      return stored.event;
    }
    throw unsound(stored.faults);
  }

  /**
   * Reads what somebody shows of an event: each member by the rules for it, but none is asked for,
   * other than those without which there is no event.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public EpcisEvent parsePart(byte[] event, byte[] context) {
    Stored stored = parseStored(event, context, true);
    if (stored.faults.isEmpty()) {
      return stored.event;
    }
    throw unsound(stored.faults);
  }

  /**
   * A stored event.
   *
   * @param scope the prefixes in force in it
   * @param faults what is wrong with it by the rules of today; {@code event} is without that
   */
  record Stored(EpcisEvent event, Scope scope, List<Fault> faults) {

    /** The members that something is wrong with. */
    Set<String> faultyKeys() {
      Set<String> keys = new HashSet<>();
      for (Fault fault : faults) {
        String[] steps = fault.pointer().split("/", 3);
        if (steps.length > 1) {
          keys.add(steps[1].replace("~1", "/").replace("~0", "~"));
        }
      }
      return keys;
    }
  }

  /**
   * The same as {@link #parseEvent} for writing the event in another form, which must not fail: it
   * was accepted once, by the rules of then.
   */
  Stored parseStored(byte[] event, byte[] context) {
    return parseStored(event, context, false);
  }

  private Stored parseStored(byte[] event, byte[] context, boolean isPart) {
    if (Utf8.firstInvalid(event) >= 0 || Utf8.firstInvalid(context) >= 0) {
      throw new IllegalArgumentException("the stored event is not UTF-8");
    }
    FaultList faults = new FaultList(limits.maxFaults());
    try (JsonParser contextParser = parsers.over(context, 0, context.length);
        JsonParser parser = parsers.over(event, 0, event.length)) {
      contextParser.nextToken();
      Scope scope = ContextReader.document(cursor(contextParser, faults, context));
      Cursor cursor = cursor(parser, faults, event);
      cursor.isPart = isPart;
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        EventReader.Read read = EventReader.inDocument(cursor, scope, event, 0);
        EpcisEvent built = read.draft().build();
        if (built != null && parser.nextToken() == null) {
          return new Stored(built, read.scope(), faults.toList());
        }
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the stored event is not JSON", e);
    } catch (IOException e) {
      throw new AssertionError("reading from memory", e);
    }
    throw unsound(faults.toList());
  }

  private static IllegalArgumentException unsound(List<Fault> faults) {
    return new IllegalArgumentException(
        "the stored event is not sound: " + (faults.isEmpty() ? "not one object" : faults.get(0)));
  }
}

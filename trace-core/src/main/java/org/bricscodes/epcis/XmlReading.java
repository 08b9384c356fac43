package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes an element through its JSON-LD form: written by the classes that know XML, judged by the
 * strict JSON reader, so that each rule is held in one place. What the reader finds is said of the
 * XML: where there is a fault, the form is written once more, remembering where each value is from.
 */
final class XmlReading {

  /** Contexts kept for the events to share; a document with more just shares less. */
  private static final int MAX_CONTEXTS = 64;

  private final EpcisLimits limits;
  private final JsonParsers parsers;
  private final Map<Map<String, String>, byte[]> contexts = new HashMap<>();

  XmlReading(EpcisLimits limits, JsonParsers parsers) {
    this.limits = limits;
    this.parsers = parsers;
  }

  /** The event, its faults having been reported; {@code null} if there were any. */
  @Nullable ParsedEvent event(
      int index, XmlElement event, XmlDialect dialect, XmlShape shape, XmlFaults faults) {
    int before = faults.count();
    XmlCarried carried = XmlCarried.by(event, parsers, limits, faults);
    XmlPrefixes prefixes = new XmlPrefixes(carried.prefixes());
    JsonText json = JsonText.plain();
    new XmlEvents(event, dialect, shape, json, prefixes, carried, faults).write();
    byte[] bytes = json.toByteArray();
    FaultList found = new FaultList(limits.maxFaults());
    Scope scope = Scope.standard().with(prefixes.declared());
    EpcisEvent read =
        read(bytes, found, cursor -> EventReader.inDocument(cursor, scope, bytes, 0).event());
    if (found.count() > 0) {
      JsonText traced = JsonText.withOrigins();
      XmlPrefixes again = new XmlPrefixes(carried.prefixes());
      XmlFaults told = XmlFaults.discarding();
      new XmlEvents(event, dialect, shape, traced, again, carried, told).write();
      report(found, traced, event, faults);
    }
    if (read == null || faults.count() > before) {
      return null;
    }
    return new ParsedEvent(index, read, bytes, context(prefixes), event.path());
  }

  /** The elements of a {@code VocabularyList}, its faults having been reported. */
  List<VocabularyElement> masterData(XmlElement list, XmlFaults faults) {
    JsonText json = JsonText.plain();
    new XmlMasterData(json, faults).write(list);
    FaultList found = new FaultList(limits.maxFaults());
    List<VocabularyElement> elements =
        read(
            json.toByteArray(),
            found,
            cursor -> {
              MasterDataReader reader = new MasterDataReader(cursor);
              reader.header(Scope.standard());
              return reader.elements();
            });
    if (found.count() > 0) {
      JsonText traced = JsonText.withOrigins();
      new XmlMasterData(traced, XmlFaults.discarding()).write(list);
      report(found, traced, list, faults);
    }
    return elements == null ? List.of() : elements;
  }

  private interface Reading<T extends @Nullable Object> {
    T read(Cursor cursor) throws IOException;
  }

  private <T extends @Nullable Object> @Nullable T read(
      byte[] json, FaultList found, Reading<T> reading) {
    try (JsonParser parser = parsers.over(json, 0, json.length)) {
      Cursor cursor = new Cursor(parser, parsers, limits, found, "", Utf8.hasBackslash(json));
      parser.nextToken();
      return reading.read(cursor);
    } catch (JacksonException e) {
      found.add(
          new Fault(
              Fault.DOCUMENT, "", "nested too deep or a name is too long", "keep to the limits"));
      return null;
    } catch (IOException e) {
      throw new AssertionError("reading from memory", e);
    }
  }

  private static void report(FaultList found, JsonText traced, XmlElement root, XmlFaults faults) {
    JsonText.Origin whole = new JsonText.Origin(root, "");
    for (Fault fault : found.toList()) {
      JsonText.Origin origin = traced.origin(fault.pointer(), whole);
      faults.at(origin.element(), origin.attribute(), fault.message(), fault.remedy());
    }
  }

  private byte[] context(XmlPrefixes prefixes) {
    Map<String, String> declared = prefixes.declared();
    byte[] known = contexts.get(declared);
    if (known != null) {
      return known;
    }
    byte[] context = prefixes.context();
    if (contexts.size() < MAX_CONTEXTS) {
      contexts.put(declared, context);
    }
    return context;
  }
}

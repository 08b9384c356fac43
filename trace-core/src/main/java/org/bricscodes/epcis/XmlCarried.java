package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event in XML carries as JSON because XML cannot say it ({@link XmlCarrier}): members of
 * the event, which stand for those XML says as far as it can, and the prefixes they are written
 * with. Only {@link EpcisXmlWriter} makes such elements; to others they are an extension that may
 * be passed over.
 */
final class XmlCarried {

  private final @Nullable XmlElement element;
  private final Map<String, String> prefixes = new HashMap<>();
  private final Map<String, String> members = new HashMap<>();

  private XmlCarried(@Nullable XmlElement element) {
    this.element = element;
  }

  /** Whether an element carries JSON. */
  static boolean is(String namespace, String localName) {
    return localName.equals("event") && namespace.equals(XmlEventWriter.CARRIER);
  }

  /** What an event carries, which may be nothing; what is wrong with it has been reported. */
  static XmlCarried by(
      XmlElement event, JsonParsers parsers, EpcisLimits limits, XmlFaults faults) {
    XmlElement found = null;
    for (XmlElement child : event.children) {
      if (is(child.namespace, child.localName)) {
        found = child;
      }
    }
    XmlCarried carried = new XmlCarried(found);
    if (found != null) {
      carried.read(found, parsers, limits, faults);
    }
    return carried;
  }

  private void read(XmlElement carrier, JsonParsers parsers, EpcisLimits limits, XmlFaults faults) {
    byte[] json = carrier.text.getBytes(StandardCharsets.UTF_8);
    FaultList found = new FaultList(limits.maxFaults());
    try (JsonParser parser = parsers.over(json, 0, json.length)) {
      Cursor cursor = new Cursor(parser, parsers, limits, found, "", true);
      parser.nextToken();
      if (cursor.entersObject("an object with the members of the event")) {
        members(cursor, json);
      }
    } catch (JacksonException e) {
      found.add(new Fault(Fault.DOCUMENT, "", "the text is not JSON", "leave the element out"));
    } catch (IOException e) {
      throw new AssertionError("reading from memory", e);
    }
    for (Fault fault : found.toList()) {
      faults.at(carrier, fault.message(), fault.remedy());
    }
  }

  private void members(Cursor cursor, byte[] json) throws IOException {
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      cursor.parser.nextToken();
      if (key.equals("@context")) {
        Scope scope = ContextReader.event(cursor, Scope.standard());
        for (String prefix : scope.declaredPrefixes()) {
          String namespace = scope.namespace(prefix);
          if (namespace != null && !Scope.isStandardPrefix(prefix)) {
            prefixes.put(prefix, namespace);
          }
        }
        continue;
      }
      int start = (int) cursor.parser.currentTokenLocation().getByteOffset();
      cursor.skip();
      cursor.parser.finishToken();
      int end = (int) cursor.parser.currentLocation().getByteOffset();
      String value = new String(json, start, end - start, StandardCharsets.UTF_8);
      if (members.put(key, value) != null) {
        cursor.fault(Fault.quote(key) + " stands twice", "keep one of them");
      }
    }
  }

  /** The prefixes the members are written with. */
  Map<String, String> prefixes() {
    return prefixes;
  }

  boolean has(String key) {
    return members.containsKey(key);
  }

  /** Writes a member that is there. */
  void write(String key, JsonText json) {
    String value = members.get(key);
    if (value != null && element != null) {
      json.key(key).from(element).literal(value);
    }
  }

  /** Writes the members that are not of the standard. */
  void writeExtensions(JsonText json) {
    members.keySet().stream()
        .filter(key -> EventField.of(key) == null)
        .sorted()
        .forEach(key -> write(key, json));
  }
}

package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns elements and attributes outside the standard into JSON-LD members.
 *
 * <ul>
 *   <li>An element is a member named by its prefix and local name. Its value is its text, without
 *       white space around it, always a string; or an object if it has attributes or elements.
 *   <li>Siblings of one name are an array, in their order.
 *   <li>An attribute is a member whose local name begins with {@code @} ({@code
 *       "example:@unit":"KGM"}), which no element's can, so that it comes back as an attribute
 *       ({@link Extension#isAttribute}). Text beside attributes is the member {@code rdf:value}.
 *   <li>A nested element or an attribute without namespace belongs to the namespace around it.
 *   <li>Attributes for schema processors ({@code xsi:type}) are left out.
 * </ul>
 *
 * <p>Text beside elements has no JSON form and is a fault.
 */
final class XmlExtensions {

  /** The namespace of {@code rdf:value}. */
  static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

  private final JsonText json;
  private final XmlFaults faults;
  private final XmlPrefixes prefixes;

  XmlExtensions(JsonText json, XmlFaults faults, XmlPrefixes prefixes) {
    this.json = json;
    this.faults = faults;
    this.prefixes = prefixes;
  }

  /** Writes elements as members of the open object. */
  void members(List<XmlElement> elements, String around) {
    Map<String, List<XmlElement>> byKey = new LinkedHashMap<>();
    for (XmlElement element : elements) {
      byKey.computeIfAbsent(key(element, around), key -> new ArrayList<>(1)).add(element);
    }
    byKey.forEach(
        (key, all) -> {
          json.key(key);
          XmlElement one = all.getFirst();
          json.from(one);
          if (all.size() == 1) {
            value(one, around);
          } else {
            json.beginArray();
            for (XmlElement each : all) {
              json.from(each);
              value(each, around);
            }
            json.endArray();
          }
        });
  }

  /** Writes namespaced attributes of a standard element as members of the open object. */
  void attributes(XmlElement element) {
    attributes(element, "");
  }

  /** Writes one namespaced attribute that JSON-LD knows as a plain member, as on sensor reports. */
  void plainAttribute(XmlElement element, XmlAttribute attribute) {
    String prefix = prefixes.of(attribute.namespace(), attribute.prefix(), element, faults);
    json.key(prefix + ":" + attribute.localName());
    json.from(element, attribute.qualifiedName()).string(attribute.value().strip());
  }

  private String key(XmlElement element, String around) {
    String namespace = element.isPlain() ? around : element.namespace;
    return prefixes.of(namespace, element.prefix, element, faults) + ":" + element.localName;
  }

  private void value(XmlElement element, String around) {
    String inside = element.isPlain() ? around : element.namespace;
    boolean attributed = false;
    for (XmlAttribute attribute : element.attributes) {
      attributed |= !attribute.isForSchemaProcessors();
    }
    if (element.children.isEmpty() && !attributed) {
      json.string(element.text.strip());
      return;
    }
    json.beginObject();
    if (attributed) {
      attributes(element, inside);
    }
    if (!element.children.isEmpty()) {
      if (element.hasText()) {
        faults.at(
            element,
            "there is text beside elements: " + Fault.quote(element.text.strip()),
            "put the text into an element of its own");
      }
      members(element.children, inside);
    } else if (element.hasText()) {
      json.key(prefixes.of(RDF, "rdf", element, faults) + ":value");
      json.from(element).string(element.text.strip());
    }
    json.endObject();
  }

  private void attributes(XmlElement element, String around) {
    for (XmlAttribute attribute : element.attributes) {
      boolean nowhere = attribute.namespace().isEmpty() && around.isEmpty();
      if (attribute.isForSchemaProcessors() || nowhere) {
        continue;
      }
      String namespace = attribute.namespace().isEmpty() ? around : attribute.namespace();
      String prefix = prefixes.of(namespace, attribute.prefix(), element, faults);
      json.key(prefix + ":@" + attribute.localName());
      json.from(element, attribute.qualifiedName()).string(attribute.value().strip());
    }
  }
}

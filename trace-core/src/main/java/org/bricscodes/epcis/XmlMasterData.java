package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a {@code VocabularyList} in XML into the {@code epcisHeader} of JSON-LD, so that one reader
 * holds the rules of master data. Attributes named by the URIs of CBV master data become {@code
 * cbvmda:} names, as JSON-LD writes them.
 */
final class XmlMasterData {

  private static final String CBV_MASTER_DATA = "urn:epcglobal:cbv:mda";
  private static final Set<String> TYPE = Set.of("type");
  private static final Set<String> ID = Set.of("id");

  private final JsonText json;
  private final XmlFaults faults;
  private final XmlExtensions extensions;

  XmlMasterData(JsonText json, XmlFaults faults) {
    this.json = json;
    this.faults = faults;
    this.extensions = new XmlExtensions(json, faults, new XmlPrefixes(Map.of()));
  }

  /** Writes the header object for a {@code VocabularyList}. */
  void write(XmlElement list) {
    XmlCheck.attributes(list, Set.of(), faults);
    XmlOrder order =
        new XmlOrder(list, List.of("Vocabulary", "extension"), Set.of("Vocabulary"), faults);
    json.beginObject();
    json.key("epcisMasterData").from(list).beginObject();
    json.key("vocabularyList").from(list).beginArray();
    for (XmlElement vocabulary : order.all("Vocabulary")) {
      json.from(vocabulary);
      vocabulary(vocabulary);
    }
    json.endArray();
    json.endObject();
    json.endObject();
  }

  private void vocabulary(XmlElement vocabulary) {
    XmlCheck.plainAttributes(vocabulary, TYPE, faults);
    XmlOrder order =
        new XmlOrder(vocabulary, List.of("VocabularyElementList", "extension"), faults);
    json.beginObject();
    attribute(vocabulary, "type");
    XmlElement list = order.one("VocabularyElementList");
    if (list != null) {
      json.key("vocabularyElementList").from(list).beginArray();
      XmlOrder elements =
          new XmlOrder(list, List.of("VocabularyElement"), Set.of("VocabularyElement"), faults);
      for (XmlElement element : elements.all("VocabularyElement")) {
        json.from(element);
        element(element);
      }
      json.endArray();
    }
    json.endObject();
  }

  private void element(XmlElement element) {
    XmlCheck.plainAttributes(element, ID, faults);
    XmlOrder order =
        new XmlOrder(
            element, List.of("attribute", "children", "extension"), Set.of("attribute"), faults);
    json.beginObject();
    attribute(element, "id");
    List<XmlElement> attributes = order.all("attribute");
    if (!attributes.isEmpty()) {
      json.key("attributes").from(attributes.getFirst()).beginArray();
      for (XmlElement each : attributes) {
        json.from(each);
        attribute(each);
      }
      json.endArray();
    }
    XmlElement children = order.one("children");
    if (children != null) {
      json.key("children").from(children).beginArray();
      XmlOrder ids = new XmlOrder(children, List.of("id"), ID, faults);
      for (XmlElement id : ids.all("id")) {
        json.from(id).string(XmlCheck.leaf(id, faults));
      }
      json.endArray();
    }
    json.endObject();
  }

  private void attribute(XmlElement element, String name) {
    String value = element.attribute(name);
    if (value != null) {
      json.key(name).from(element, name).string(value.strip());
    }
  }

  private void attribute(XmlElement attribute) {
    XmlCheck.plainAttributes(attribute, ID, faults);
    json.beginObject();
    String id = attribute.attribute("id");
    if (id != null) {
      json.key("id").from(attribute, "id").string(name(id.strip()));
    }
    json.key("attribute").from(attribute);
    if (attribute.children.isEmpty()) {
      json.string(attribute.text.strip());
    } else {
      json.beginObject();
      extensions.members(namespaced(attribute), "");
      json.endObject();
    }
    json.endObject();
  }

  /** Nested elements of which a namespace is known; the value is a tree that is not kept. */
  private static List<XmlElement> namespaced(XmlElement attribute) {
    List<XmlElement> namespaced = new ArrayList<>();
    for (XmlElement child : attribute.children) {
      if (!child.isPlain()) {
        namespaced.add(child);
      }
    }
    return namespaced;
  }

  private static String name(String id) {
    int cut = CBV_MASTER_DATA.length();
    boolean standard =
        id.startsWith(CBV_MASTER_DATA)
            && id.length() > cut + 1
            && (id.charAt(cut) == ':' || id.charAt(cut) == '#');
    return standard ? "cbvmda:" + id.substring(cut + 1) : id;
  }
}

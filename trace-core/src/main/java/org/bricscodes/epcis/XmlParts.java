package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the parts of an event in XML into those of JSON-LD. */
final class XmlParts {

  private static final Set<String> TYPE = Set.of("type");

  private final JsonText json;
  private final XmlFaults faults;
  private final XmlWords words;
  private final XmlExtensions extensions;

  XmlParts(JsonText json, XmlFaults faults, XmlWords words, XmlExtensions extensions) {
    this.json = json;
    this.faults = faults;
    this.words = words;
    this.extensions = extensions;
  }

  void word(Vocabulary vocabulary, XmlElement element) {
    json.string(words.word(vocabulary, XmlCheck.leaf(element, faults), element, ""));
  }

  /** An identifier, or a URI of one's own. */
  void name(XmlElement element) {
    json.string(words.name(XmlCheck.leaf(element, faults), element, ""));
  }

  /** An array of the items of a list, all of one name. */
  void names(XmlElement list, String item) {
    json.beginArray();
    for (XmlElement element : items(list, item)) {
      json.from(element);
      name(element);
    }
    json.endArray();
  }

  void certificationInfo(List<XmlElement> all) {
    if (all.size() == 1) {
      json.string(XmlCheck.leaf(all.getFirst(), faults));
      return;
    }
    json.beginArray();
    for (XmlElement each : all) {
      json.from(each).string(XmlCheck.leaf(each, faults));
    }
    json.endArray();
  }

  private List<XmlElement> items(XmlElement list, String item) {
    XmlCheck.attributes(list, Set.of(), faults);
    XmlCheck.noText(list, faults);
    List<XmlElement> items = new ArrayList<>(list.children.size());
    for (XmlElement child : list.children) {
      if (child.is(item)) {
        items.add(child);
      } else {
        XmlCheck.stray(list, child, item, faults);
      }
    }
    return items;
  }

  void quantities(XmlElement list) {
    json.beginArray();
    for (XmlElement element : items(list, "quantityElement")) {
      XmlCheck.attributes(element, Set.of(), faults);
      XmlOrder order = new XmlOrder(element, List.of("epcClass", "quantity", "uom"), faults);
      json.from(element).beginObject();
      quantity(order.one("epcClass"), order.one("quantity"));
      XmlElement uom = order.one("uom");
      if (uom != null) {
        json.key("uom").from(uom).string(XmlCheck.leaf(uom, faults));
      }
      json.endObject();
    }
    json.endArray();
  }

  private void quantity(@Nullable XmlElement epcClass, @Nullable XmlElement quantity) {
    if (epcClass != null) {
      json.key("epcClass").from(epcClass);
      name(epcClass);
    }
    if (quantity != null && !isNil(quantity)) {
      String number = words.number(XmlCheck.leaf(quantity, faults), quantity, "");
      json.key("quantity").from(quantity).literal(number == null ? "0" : number);
    }
  }

  /** The schema lets a quantity be there and say nothing. */
  private static boolean isNil(XmlElement element) {
    for (XmlAttribute attribute : element.attributes) {
      boolean nil = attribute.isForSchemaProcessors() && attribute.localName().equals("nil");
      if (nil && (attribute.value().equals("true") || attribute.value().equals("1"))) {
        return element.text.isBlank() && element.children.isEmpty();
      }
    }
    return false;
  }

  /** What a {@code QuantityEvent} of EPCIS 1 says, as the {@code quantityList} of 2.0. */
  void quantityEvent(XmlElement event, XmlFields fields) {
    if (fields.one("quantity") == null) {
      faults.at(event, "quantity is missing", "add quantity after epcClass");
    }
    json.key("quantityList").from(event).beginArray();
    json.from(event).beginObject();
    quantity(fields.one("epcClass"), fields.one("quantity"));
    json.endObject();
    json.endArray();
  }

  void place(XmlElement element) {
    XmlCheck.attributes(element, Set.of(), faults);
    XmlOrder order = new XmlOrder(element, List.of("id", "extension"), faults);
    json.beginObject();
    XmlElement id = order.one("id");
    if (id != null) {
      json.key("id").from(id);
      name(id);
    }
    order.openExtension();
    extensions.members(order.foreign(), "");
    json.endObject();
  }

  void ilmd(XmlElement element) {
    XmlCheck.plainAttributes(element, Set.of(), faults);
    XmlOrder order = new XmlOrder(element, List.of("extension"), faults);
    order.openExtension();
    json.beginObject();
    extensions.attributes(element);
    extensions.members(order.foreign(), "");
    json.endObject();
  }

  void links(XmlElement list, String item, Vocabulary vocabulary) {
    json.beginArray();
    for (XmlElement element : items(list, item)) {
      json.from(element).beginObject();
      String value = XmlCheck.leaf(element, TYPE, faults);
      String type = element.attribute("type");
      if (type != null) {
        String word = words.word(vocabulary, type.strip(), element, "type");
        json.key("type").from(element, "type").string(word);
      }
      json.key(item).from(element).string(words.name(value, element, ""));
      json.endObject();
    }
    json.endArray();
  }

  void persistentDisposition(XmlElement element) {
    XmlCheck.attributes(element, Set.of(), faults);
    XmlOrder order = new XmlOrder(element, List.of("unset", "set"), Set.of("unset", "set"), faults);
    json.beginObject();
    for (String name : List.of("unset", "set")) {
      List<XmlElement> all = order.all(name);
      if (!all.isEmpty()) {
        json.key(name).from(all.getFirst()).beginArray();
        for (XmlElement each : all) {
          json.from(each);
          word(Vocabulary.DISPOSITION, each);
        }
        json.endArray();
      }
    }
    json.endObject();
  }

  /** Its children come in any order (EPCIS 2.0 XSD, {@code ErrorDeclarationType}). */
  void errorDeclaration(XmlElement element) {
    XmlCheck.plainAttributes(element, Set.of(), faults);
    XmlOrder order =
        XmlOrder.anyOrder(
            element,
            List.of("declarationTime", "reason", "correctiveEventIDs", "extension"),
            faults);
    order.openExtension();
    json.beginObject();
    XmlElement time = order.one("declarationTime");
    if (time != null) {
      json.key("declarationTime").from(time).string(XmlCheck.leaf(time, faults));
    }
    XmlElement reason = order.one("reason");
    if (reason != null) {
      json.key("reason").from(reason);
      word(Vocabulary.ERROR_REASON, reason);
    }
    XmlElement corrective = order.one("correctiveEventIDs");
    if (corrective != null) {
      json.key("correctiveEventIDs").from(corrective).beginArray();
      for (XmlElement id : items(corrective, "correctiveEventID")) {
        json.from(id).string(XmlCheck.leaf(id, faults));
      }
      json.endArray();
    }
    extensions.attributes(element);
    extensions.members(order.foreign(), "");
    json.endObject();
  }

  void sensors(XmlElement list) {
    XmlSensors sensors = new XmlSensors(json, faults, words, extensions);
    XmlOrder order =
        new XmlOrder(list, List.of("sensorElement", "extension"), Set.of("sensorElement"), faults);
    XmlCheck.attributes(list, Set.of(), faults);
    order.openExtension();
    order.noForeign();
    json.beginArray();
    for (XmlElement element : order.all("sensorElement")) {
      json.from(element);
      sensors.element(element);
    }
    json.endArray();
  }
}

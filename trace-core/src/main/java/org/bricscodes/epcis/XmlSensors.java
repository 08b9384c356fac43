package org.bricscodes.epcis;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns sensor elements, whose data are attributes in XML, into those of JSON-LD. */
final class XmlSensors {

  private final JsonText json;
  private final XmlFaults faults;
  private final XmlWords words;
  private final XmlExtensions extensions;

  XmlSensors(JsonText json, XmlFaults faults, XmlWords words, XmlExtensions extensions) {
    this.json = json;
    this.faults = faults;
    this.words = words;
    this.extensions = extensions;
  }

  void element(XmlElement element) {
    XmlCheck.attributes(element, Set.of(), faults);
    XmlOrder order =
        new XmlOrder(
            element,
            List.of("sensorMetadata", "sensorReport", "extension"),
            Set.of("sensorReport"),
            faults);
    order.openExtension();
    json.beginObject();
    XmlElement metadata = order.one("sensorMetadata");
    if (metadata != null) {
      json.key("sensorMetadata").from(metadata);
      attributes(metadata, SensorField.METADATA);
    }
    List<XmlElement> reports = order.all("sensorReport");
    if (!reports.isEmpty()) {
      json.key("sensorReport").from(reports.getFirst()).beginArray();
      for (XmlElement report : reports) {
        json.from(report);
        attributes(report, SensorField.REPORT);
      }
      json.endArray();
    }
    extensions.members(order.foreign(), "");
    json.endObject();
  }

  private void attributes(XmlElement element, int place) {
    XmlCheck.noText(element, faults);
    for (XmlElement child : element.children) {
      faults.at(
          child,
          element.localName + " holds no elements",
          "write its data as attributes, those of your own with a namespace");
    }
    json.beginObject();
    for (XmlAttribute attribute : element.attributes) {
      if (attribute.isForSchemaProcessors()) {
        continue;
      }
      if (!attribute.namespace().isEmpty()) {
        extensions.plainAttribute(element, attribute);
        continue;
      }
      SensorField field = SensorField.of(attribute.localName(), place);
      if (field == null) {
        unknown(element, attribute);
      } else {
        json.key(field.key()).from(element, field.key());
        String raw = attribute.value();
        value(field, field.kind() == SensorField.Kind.TEXT ? raw : raw.strip(), element);
      }
    }
    if (place == SensorField.REPORT && element.attribute("type") == null) {
      faults.at(element, "the attribute type is missing", "add type, such as \"gs1:Temperature\"");
      json.key("type").string(XmlWords.AT_FAULT);
    }
    json.endObject();
  }

  private void unknown(XmlElement element, XmlAttribute attribute) {
    String meant = Nearest.to(attribute.localName(), SensorField.keys());
    faults.at(
        element,
        attribute.localName(),
        element.localName + " has no attribute " + Fault.quote(attribute.localName()),
        (meant == null ? "" : "did you mean " + meant + "? ")
            + "attributes of your own take a namespace of your own");
  }

  private void value(SensorField field, String text, XmlElement at) {
    switch (field.kind()) {
      case MEASUREMENT -> json.string(words.word(Vocabulary.MEASUREMENT, text, at, field.key()));
      case ALERT -> json.string(words.word(Vocabulary.SENSOR_ALERT, text, at, field.key()));
      case COMPONENT -> json.string(words.word(Vocabulary.COMPONENT, text, at, field.key()));
      case IDENTIFIER -> json.string(words.name(text, at, field.key()));
      case TIME, TEXT, HEX, UNIT -> json.string(text);
      case NUMBER -> {
        String number = words.number(text, at, field.key());
        json.literal(number == null ? "0" : number);
      }
      case FLAG -> {
        String flag = flag(text);
        if (flag == null) {
          faults.at(
              at, field.key(), Fault.quote(text) + " is no truth value", "write true or false");
        }
        json.literal(flag == null ? "false" : flag);
      }
    }
  }

  /** XML Schema spells truth values in two ways. */
  private static @Nullable String flag(String text) {
    return switch (text) {
      case "true", "1" -> "true";
      case "false", "0" -> "false";
      default -> null;
    };
  }
}

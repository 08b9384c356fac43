package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes sensor elements, whose data are attributes in XML. */
final class XmlSensorWriter {

  private final XmlText xml;
  private final XmlWordWriter words;
  private final XmlExtensionWriter extensions;

  /** Whether everything so far could be said. */
  private boolean complete = true;

  XmlSensorWriter(XmlText xml, XmlWordWriter words, XmlExtensionWriter extensions) {
    this.xml = xml;
    this.words = words;
    this.extensions = extensions;
  }

  /** Writes the list; answers whether XML could say all of it. */
  boolean write(List<SensorElement> elements, XmlBindings bindings) {
    xml.start("sensorElementList");
    for (SensorElement element : elements) {
      xml.start("sensorElement");
      SensorMetadata metadata = element.sensorMetadata();
      if (metadata != null) {
        metadata(metadata, bindings.inside());
      }
      for (SensorReport report : element.sensorReport()) {
        report(report, bindings.inside());
      }
      for (Extension member : element.extensions()) {
        if (extensions.isElement(member)) {
          extensions.element(member, bindings);
        } else {
          complete = false;
        }
      }
      xml.end("sensorElement");
    }
    xml.end("sensorElementList");
    return complete;
  }

  private void metadata(SensorMetadata metadata, XmlBindings inside) {
    xml.start("sensorMetadata");
    time(SensorField.TIME, metadata.time());
    time(SensorField.START_TIME, metadata.startTime());
    time(SensorField.END_TIME, metadata.endTime());
    identifier(SensorField.DEVICE_ID, metadata.deviceID());
    identifier(SensorField.DEVICE_METADATA, metadata.deviceMetadata());
    identifier(SensorField.RAW_DATA, metadata.rawData());
    identifier(SensorField.DATA_PROCESSING_METHOD, metadata.dataProcessingMethod());
    identifier(SensorField.BIZ_RULES, metadata.bizRules());
    own(metadata.extensions(), inside);
    xml.end("sensorMetadata");
  }

  private void report(SensorReport report, XmlBindings inside) {
    xml.start("sensorReport");
    word(SensorField.TYPE, Vocabulary.MEASUREMENT, report.type());
    word(SensorField.EXCEPTION, Vocabulary.SENSOR_ALERT, report.exception());
    identifier(SensorField.DEVICE_ID, report.deviceID());
    identifier(SensorField.DEVICE_METADATA, report.deviceMetadata());
    identifier(SensorField.RAW_DATA, report.rawData());
    identifier(SensorField.DATA_PROCESSING_METHOD, report.dataProcessingMethod());
    identifier(SensorField.BIZ_RULES, report.bizRules());
    time(SensorField.TIME, report.time());
    identifier(SensorField.MICROORGANISM, report.microorganism());
    identifier(SensorField.CHEMICAL_SUBSTANCE, report.chemicalSubstance());
    identifier(SensorField.COORDINATE_REFERENCE_SYSTEM, report.coordinateReferenceSystem());
    number(SensorField.VALUE, report.value());
    word(SensorField.COMPONENT, Vocabulary.COMPONENT, report.component());
    text(SensorField.STRING_VALUE, report.stringValue());
    text(
        SensorField.BOOLEAN_VALUE,
        report.booleanValue() == null ? null : report.booleanValue().toString());
    text(SensorField.HEX_BINARY_VALUE, report.hexBinaryValue());
    identifier(SensorField.URI_VALUE, report.uriValue());
    number(SensorField.MIN_VALUE, report.minValue());
    number(SensorField.MAX_VALUE, report.maxValue());
    number(SensorField.MEAN_VALUE, report.meanValue());
    number(SensorField.S_DEV, report.sDev());
    number(SensorField.PERC_RANK, report.percRank());
    number(SensorField.PERC_VALUE, report.percValue());
    text(SensorField.UOM, report.uom());
    own(report.extensions(), inside);
    xml.end("sensorReport");
  }

  /** An element has each attribute once. */
  private void own(List<Extension> members, XmlBindings inside) {
    List<Extension> attributes = new ArrayList<>(members.size());
    Set<String> names = new HashSet<>();
    for (Extension member : members) {
      if (extensions.isAttribute(member) && names.add(member.name())) {
        attributes.add(member);
      } else {
        complete = false;
      }
    }
    extensions.attributes(attributes, inside);
  }

  private void time(SensorField field, @Nullable Instant value) {
    if (value != null) {
      xml.attribute(field.key(), Rfc3339.exact(value));
    }
  }

  private void identifier(SensorField field, @Nullable UriRef value) {
    if (value != null) {
      complete &= words.isSayable(value);
      xml.attribute(field.key(), words.identifier(value));
    }
  }

  private void word(SensorField field, Vocabulary vocabulary, @Nullable UriRef value) {
    if (value != null) {
      complete &= words.isSayable(value);
      xml.attribute(field.key(), words.word(vocabulary, value));
    }
  }

  /** The schema's type is a double, which takes an exponent. */
  private void number(SensorField field, @Nullable BigDecimal value) {
    if (value != null) {
      xml.attribute(field.key(), value.toString());
    }
  }

  private void text(SensorField field, @Nullable String value) {
    if (value != null) {
      complete &= XmlText.carries(value);
      xml.attribute(field.key(), value);
    }
  }
}

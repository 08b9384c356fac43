package org.bricscodes.epcis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the text that an event hash is taken of (CBV 2.0 §8.9.2): fields in a fixed order under
 * their XML names, items of lists in code point order, extensions last. For one event.
 */
final class PreHash {

  private final HashProfile profile;
  private final Utf8Buffer out = new Utf8Buffer(1024);
  private final ExtensionHash extensions;

  PreHash(HashProfile profile) {
    this.profile = profile;
    this.extensions = new ExtensionHash(out, profile);
  }

  Utf8Buffer write(EpcisEvent event) {
    EventFields common = event.common();
    out.append("eventType=");
    out.append(
        event instanceof ExtendedEvent extended ? HashText.ref(extended.typeName()) : event.type());
    time("eventTime=", event.eventTime());
    leaf("eventTimeZoneOffset=", common.eventTimeZoneOffset());
    epcs("epcList", event.epcList());
    ref("parentID=", event.parentID());
    epcs("inputEPCList", event.inputEPCList());
    epcs("childEPCs", event.childEPCs());
    quantities("quantityList", event.quantityList());
    quantities("childQuantityList", event.childQuantityList());
    quantities("inputQuantityList", event.inputQuantityList());
    epcs("outputEPCList", event.outputEPCList());
    quantities("outputQuantityList", event.outputQuantityList());
    leaf("action=", event.action() == null ? null : event.action().name());
    ref("transformationID=", event.transformationID());
    ref("bizStep=", common.bizStep());
    ref("disposition=", common.disposition());
    persistentDisposition(common.persistentDisposition());
    place("readPoint", common.readPoint());
    place("bizLocation", common.bizLocation());
    links(common);
    sensors(common.sensorElementList());
    if (!event.ilmd().isEmpty()) {
      out.append("ilmd");
      extensions.write(event.ilmd());
    }
    if (profile == HashProfile.CBV_2_0) {
      trailing(common);
    }
    extensions.write(common.extensions());
    return out;
  }

  private void leaf(String nameAndSign, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      out.append(nameAndSign);
      out.append(value);
    }
  }

  private void ref(String nameAndSign, @Nullable UriRef value) {
    leaf(nameAndSign, value == null ? null : HashText.ref(value));
  }

  private void time(String nameAndSign, @Nullable Instant value) {
    if (value != null) {
      out.append(nameAndSign);
      HashText.time(out, value);
    }
  }

  private void number(String nameAndSign, @Nullable BigDecimal value) {
    leaf(nameAndSign, value == null ? null : HashText.decimal(value));
  }

  private void text(String nameAndSign, @Nullable String value) {
    leaf(nameAndSign, value == null ? null : HashText.text(value));
  }

  private void refs(String nameAndSign, List<UriRef> values) {
    Siblings siblings = new Siblings(out);
    for (UriRef value : values) {
      siblings.begin();
      ref(nameAndSign, value);
    }
    siblings.sort();
  }

  private void epcs(String name, List<UriRef> epcs) {
    if (!epcs.isEmpty()) {
      out.append(name);
      refs("epc=", epcs);
    }
  }

  private void quantities(String name, List<QuantityElement> items) {
    if (items.isEmpty()) {
      return;
    }
    out.append(name);
    Siblings siblings = new Siblings(out);
    for (QuantityElement item : items) {
      siblings.begin();
      out.append("quantityElement");
      ref("epcClass=", item.epcClass());
      number("quantity=", item.quantity());
      text("uom=", item.uom());
    }
    siblings.sort();
  }

  private void persistentDisposition(@Nullable PersistentDisposition value) {
    if (value != null) {
      out.append("persistentDisposition");
      refs("set=", value.set());
      refs("unset=", value.unset());
    }
  }

  private void place(String name, @Nullable Place place) {
    if (place != null) {
      out.append(name);
      ref("id=", place.id());
      inline(place.extensions());
    }
  }

  private void inline(List<Extension> own) {
    if (profile == HashProfile.CBV_2_1) {
      extensions.write(own);
    }
  }

  private void links(EventFields common) {
    Siblings siblings = new Siblings(out);
    if (!common.bizTransactionList().isEmpty()) {
      out.append("bizTransactionList");
      for (BizTransaction item : common.bizTransactionList()) {
        siblings.begin();
        ref("type=", item.type());
        ref("bizTransaction=", item.bizTransaction());
      }
      siblings.sort();
    }
    if (!common.sourceList().isEmpty()) {
      out.append("sourceList");
      for (Source item : common.sourceList()) {
        siblings.begin();
        ref("type=", item.type());
        ref("source=", item.source());
      }
      siblings.sort();
    }
    if (!common.destinationList().isEmpty()) {
      out.append("destinationList");
      for (Destination item : common.destinationList()) {
        siblings.begin();
        ref("type=", item.type());
        ref("destination=", item.destination());
      }
      siblings.sort();
    }
  }

  private void sensors(List<SensorElement> elements) {
    if (elements.isEmpty()) {
      return;
    }
    if (profile == HashProfile.CBV_2_1) {
      out.append("sensorElementList");
    }
    Siblings siblings = new Siblings(out);
    for (SensorElement element : elements) {
      siblings.begin();
      out.append("sensorElement");
      if (element.sensorMetadata() != null) {
        metadata(element.sensorMetadata());
      }
      Siblings reports = new Siblings(out);
      for (SensorReport report : element.sensorReport()) {
        reports.begin();
        report(report);
      }
      reports.sort();
      inline(element.extensions());
    }
    siblings.sort();
  }

  private void metadata(SensorMetadata metadata) {
    out.append("sensorMetadata");
    int start = out.length();
    time("time=", metadata.time());
    time("startTime=", metadata.startTime());
    time("endTime=", metadata.endTime());
    ref("deviceID=", metadata.deviceID());
    ref("deviceMetadata=", metadata.deviceMetadata());
    ref("rawData=", metadata.rawData());
    ref("dataProcessingMethod=", metadata.dataProcessingMethod());
    ref("bizRules=", metadata.bizRules());
    inline(metadata.extensions());
    if (out.length() == start) {
      out.cutTo(start - "sensorMetadata".length());
    }
  }

  private void report(SensorReport report) {
    out.append("sensorReport");
    ref("type=", report.type());
    ref("exception=", report.exception());
    ref("deviceID=", report.deviceID());
    ref("deviceMetadata=", report.deviceMetadata());
    ref("rawData=", report.rawData());
    ref("dataProcessingMethod=", report.dataProcessingMethod());
    time("time=", report.time());
    ref("microorganism=", report.microorganism());
    ref("chemicalSubstance=", report.chemicalSubstance());
    number("value=", report.value());
    ref("component=", report.component());
    text("stringValue=", report.stringValue());
    leaf("booleanValue=", report.booleanValue() == null ? null : report.booleanValue().toString());
    text("hexBinaryValue=", report.hexBinaryValue());
    ref("uriValue=", report.uriValue());
    number("minValue=", report.minValue());
    number("maxValue=", report.maxValue());
    number("meanValue=", report.meanValue());
    number("sDev=", report.sDev());
    number("percRank=", report.percRank());
    number("percValue=", report.percValue());
    text("uom=", report.uom());
    ref("coordinateReferenceSystem=", report.coordinateReferenceSystem());
    inline(report.extensions());
  }

  /** Profile 2.0 puts extensions of parts after everything else, under the names of the parts. */
  private void trailing(EventFields common) {
    trailing("readPoint", common.readPoint());
    trailing("bizLocation", common.bizLocation());
    Siblings siblings = new Siblings(out);
    for (SensorElement element : common.sensorElementList()) {
      siblings.begin();
      trailing(element);
    }
    siblings.sort();
  }

  private void trailing(String name, @Nullable Place place) {
    if (place != null && !place.extensions().isEmpty()) {
      extensions.writeUnder(name, place.extensions());
    }
  }

  private void trailing(SensorElement element) {
    int start = out.length();
    out.append("sensorElement");
    int named = out.length();
    SensorMetadata metadata = element.sensorMetadata();
    if (metadata != null) {
      extensions.writeUnder("sensorMetadata", metadata.extensions());
    }
    Siblings reports = new Siblings(out);
    for (SensorReport report : element.sensorReport()) {
      reports.begin();
      extensions.writeUnder("sensorReport", report.extensions());
    }
    reports.sort();
    extensions.write(element.extensions());
    if (out.length() == named) {
      out.cutTo(start);
    }
  }
}

package org.bricscodes.epcis;

import java.util.List;
import java.util.Set;

/**
 * Turns an event in XML into the event object of JSON-LD, in one order of members whatever the
 * order of the XML, so that the strict JSON reader can judge what it says. What only XML can get
 * wrong is reported here; a value that was reported is replaced by one that says nothing more.
 *
 * <p>Of the older binding, a {@code QuantityEvent}, which EPCIS 1.1 deprecated and 2.0 dropped,
 * becomes an {@code ObjectEvent} with action {@code OBSERVE} and a {@code quantityList} of its one
 * class and quantity, as EPCIS 1.1 §7.4.4 says to write it.
 */
final class XmlEvents {

  /** What an event that is sent by itself may say of itself; neither is of the event. */
  private static final Set<String> OF_ROOT = Set.of("schemaVersion", "creationDate");

  private static final String QUANTITY_EVENT = "QuantityEvent";

  private final XmlElement event;
  private final XmlDialect dialect;
  private final XmlShape shape;
  private final JsonText json;
  private final XmlFaults faults;
  private final XmlParts parts;
  private final XmlExtensions extensions;
  private final XmlPrefixes prefixes;
  private final XmlCarried carried;

  /**
   * @param shape of the event in its dialect
   * @param prefixes gathers what the event's context must declare
   * @param carried what XML could not say
   */
  XmlEvents(
      XmlElement event,
      XmlDialect dialect,
      XmlShape shape,
      JsonText json,
      XmlPrefixes prefixes,
      XmlCarried carried,
      XmlFaults faults) {
    this.prefixes = prefixes;
    this.carried = carried;
    this.event = event;
    this.dialect = dialect;
    this.shape = shape;
    this.json = json;
    this.faults = faults;
    this.extensions = new XmlExtensions(json, faults, prefixes);
    this.parts = new XmlParts(json, faults, new XmlWords(faults, prefixes, dialect), extensions);
  }

  /** Writes the event object. */
  void write() {
    XmlCheck.plainAttributes(event, event.parent == null ? OF_ROOT : Set.of(), faults);
    XmlFields fields = XmlFields.of(event, shape, dialect, faults);
    boolean quantityEvent = event.localName.equals(QUANTITY_EVENT);
    json.beginObject();
    if (carried.has(EventField.TYPE.key())) {
      carried.write(EventField.TYPE.key(), json);
    } else {
      json.key("type").from(event).string(quantityEvent ? "ObjectEvent" : type());
    }
    for (EventField field : EventField.values()) {
      List<XmlElement> all = fields.all(field.key());
      if (field == EventField.TYPE) {
        continue;
      }
      if (carried.has(field.key())) {
        carried.write(field.key(), json);
      } else if (!all.isEmpty()) {
        json.key(field.key()).from(all.getFirst());
        field(field, all);
      }
    }
    if (quantityEvent) {
      json.key("action").from(event).string("OBSERVE");
      parts.quantityEvent(event, fields);
    }
    extensions.attributes(event);
    extensions.members(fields.foreign(), "");
    carried.writeExtensions(json);
    json.endObject();
  }

  /** Its name says the type, in the namespace of whoever made a type of their own. */
  private String type() {
    return event.isPlain() || XmlDialect.isOfEpcis(event.namespace)
        ? event.localName
        : prefixes.of(event.namespace, event.prefix, event, faults) + ":" + event.localName;
  }

  private void field(EventField field, List<XmlElement> all) {
    XmlElement one = all.getFirst();
    switch (field) {
      case TYPE -> throw new AssertionError("no element of this name is known");
      case EVENT_ID, EVENT_TIME, EVENT_TIME_ZONE_OFFSET, RECORD_TIME, ACTION ->
          json.string(XmlCheck.leaf(one, faults));
      case CERTIFICATION_INFO -> parts.certificationInfo(all);
      case ERROR_DECLARATION -> parts.errorDeclaration(one);
      case BIZ_STEP -> parts.word(Vocabulary.BIZ_STEP, one);
      case DISPOSITION -> parts.word(Vocabulary.DISPOSITION, one);
      case PERSISTENT_DISPOSITION -> parts.persistentDisposition(one);
      case READ_POINT, BIZ_LOCATION -> parts.place(one);
      case PARENT_ID, TRANSFORMATION_ID -> parts.name(one);
      case ILMD -> parts.ilmd(one);
      case BIZ_TRANSACTION_LIST -> parts.links(one, "bizTransaction", Vocabulary.BIZ_TRANSACTION);
      case SOURCE_LIST -> parts.links(one, "source", Vocabulary.SOURCE_DESTINATION);
      case DESTINATION_LIST -> parts.links(one, "destination", Vocabulary.SOURCE_DESTINATION);
      case SENSOR_ELEMENT_LIST -> parts.sensors(one);
      case EPC_LIST, CHILD_EPCS, INPUT_EPC_LIST, OUTPUT_EPC_LIST -> parts.names(one, "epc");
      case QUANTITY_LIST, CHILD_QUANTITY_LIST, INPUT_QUANTITY_LIST, OUTPUT_QUANTITY_LIST ->
          parts.quantities(one);
    }
  }
}

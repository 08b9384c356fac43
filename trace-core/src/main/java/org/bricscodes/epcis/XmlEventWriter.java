package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one event as an element of an {@code EventList}, its children in the order of the schema
 * (EPCIS 2.0 XSD). An event of a type of its own stands in {@code extension}, as an element of its
 * own namespace.
 *
 * <p>JSON-LD can say things that XML cannot. A member of the event with such a thing in it is
 * written as far as XML goes, and once more, as JSON, in the element {@code event} of the namespace
 * {@link #CARRIER}: {@link EpcisXml} takes it from there, others may pass it over.
 */
final class XmlEventWriter {

  /** The namespace of what XML cannot say. */
  static final String CARRIER = "https://bricscodes.org/epcis-json/v1";

  private final XmlText xml;
  private final XmlBindings root;
  private final RecordedEvent recorded;
  private final EpcisEvent event;
  private final XmlWordWriter words;
  private final EpcTranslation translation;
  private final XmlExtensionWriter extensions;
  private final XmlBindings bindings;

  /** Keys of members of which XML could not say all. */
  private final Set<String> unsaid;

  /**
   * @param root what the document declares
   */
  XmlEventWriter(
      XmlText xml,
      XmlBindings root,
      RecordedEvent recorded,
      EpcisJson.Stored read,
      XmlWordWriter words,
      EpcTranslation translation) {
    this.xml = xml;
    this.root = root;
    this.recorded = recorded;
    this.event = read.event();
    this.unsaid = read.faultyKeys();
    this.words = words;
    this.translation = translation;
    this.extensions = new XmlExtensionWriter(xml);
    this.bindings = root.inside();
  }

  void write() {
    words
        .declarable()
        .forEach(
            (prefix, namespace) -> {
              if (!namespace.equals(root.namespace(prefix))) {
                bindings.declare(prefix, namespace);
              }
            });
    if (event instanceof ExtendedEvent extended) {
      xml.start("extension");
      element(extendedName(extended.typeName()), XmlShape.extended());
      xml.end("extension");
    } else {
      XmlShape shape = XmlShape.of(XmlDialect.TWO, event.type());
      element(event.type(), shape == null ? XmlShape.extended() : shape);
    }
  }

  /** The name of the element for a type of one's own. */
  private String extendedName(UriRef type) {
    Scope.Name name = words.scope().name(type.written());
    boolean isName =
        name != null
            && XmlText.isName(name.localName())
            && XmlExtensionWriter.isForeign(name.namespace());
    if (name == null || !isName) {
      unsaid.add("type");
      return bindings.prefix(CARRIER, "json") + ":ExtendedEvent";
    }
    if (type.form() == UriRef.Form.URI || !words.isSayable(type)) {
      unsaid.add("type");
    }
    String wanted = type.written().substring(0, type.written().indexOf(':'));
    String prefix = bindings.prefix(XmlExtensionWriter.inXml(name.namespace()), wanted);
    return prefix + ':' + name.localName();
  }

  private void element(String name, XmlShape shape) {
    xml.start(name);
    List<Extension> attributes = new ArrayList<>(0);
    List<Extension> elements = new ArrayList<>(event.common().extensions().size());
    sort(event.common().extensions(), attributes, elements);
    extensions.ownAttributes(attributes, bindings);
    for (String child : shape.names()) {
      EventField field = EventField.of(child);
      if (field != null && !field(field)) {
        unsaid.add(child);
      }
    }
    for (Extension element : elements) {
      extensions.element(element, bindings);
    }
    carry();
    xml.end(name);
  }

  /** Tells the members of the event that are attributes from those that are elements. */
  private void sort(List<Extension> members, List<Extension> attributes, List<Extension> elements) {
    Set<String> names = new HashSet<>();
    for (Extension member : members) {
      if (extensions.isOwnAttribute(member) && names.add(member.name())) {
        attributes.add(member);
      } else if (extensions.isElement(member)) {
        elements.add(member);
      } else {
        unsaid.add(member.key());
      }
    }
  }

  /** Writes a field if the event has it; answers whether XML could say all of it. */
  private boolean field(EventField field) {
    EventFields common = event.common();
    return switch (field) {
      case EVENT_TIME -> leaf(field, Rfc3339.exact(common.eventTime()));
      case RECORD_TIME -> leaf(field, recorded.recordTimeText());
      case EVENT_TIME_ZONE_OFFSET -> leaf(field, common.eventTimeZoneOffset());
      case EVENT_ID -> leaf(field, recorded.eventID());
      case ERROR_DECLARATION -> errorDeclaration(common.errorDeclaration());
      case CERTIFICATION_INFO -> certificationInfo(common.certificationInfo());
      case ACTION -> leaf(field, event.action() == null ? null : event.action().name());
      case BIZ_STEP -> word(field.key(), Vocabulary.BIZ_STEP, common.bizStep());
      case DISPOSITION -> word(field.key(), Vocabulary.DISPOSITION, common.disposition());
      case PERSISTENT_DISPOSITION -> persistentDisposition(common.persistentDisposition());
      case READ_POINT -> place(field, common.readPoint());
      case BIZ_LOCATION -> place(field, common.bizLocation());
      case BIZ_TRANSACTION_LIST -> bizTransactions(common.bizTransactionList());
      case SOURCE_LIST -> sources(common.sourceList());
      case DESTINATION_LIST -> destinations(common.destinationList());
      case SENSOR_ELEMENT_LIST ->
          common.sensorElementList().isEmpty()
              || new XmlSensorWriter(xml, words, extensions)
                  .write(common.sensorElementList(), bindings);
      case PARENT_ID -> identifier(field.key(), event.parentID());
      case TRANSFORMATION_ID -> identifier(field.key(), event.transformationID());
      case EPC_LIST -> epcs(field, event.epcList());
      case CHILD_EPCS -> epcs(field, event.childEPCs());
      case INPUT_EPC_LIST -> epcs(field, event.inputEPCList());
      case OUTPUT_EPC_LIST -> epcs(field, event.outputEPCList());
      case QUANTITY_LIST -> quantities(field, event.quantityList());
      case CHILD_QUANTITY_LIST -> quantities(field, event.childQuantityList());
      case INPUT_QUANTITY_LIST -> quantities(field, event.inputQuantityList());
      case OUTPUT_QUANTITY_LIST -> quantities(field, event.outputQuantityList());
      case ILMD -> ilmd(event.ilmd());
      case TYPE -> true;
    };
  }

  private boolean leaf(EventField field, @Nullable String text) {
    if (text != null) {
      xml.leaf(field.key(), text);
    }
    return true;
  }

  private boolean word(String name, Vocabulary vocabulary, @Nullable UriRef ref) {
    if (ref == null) {
      return true;
    }
    xml.leaf(name, words.word(vocabulary, ref));
    return words.isSayable(ref);
  }

  private boolean identifier(String name, @Nullable UriRef ref) {
    if (ref == null) {
      return true;
    }
    xml.leaf(name, words.identifier(ref));
    return words.isSayable(ref);
  }

  /** The schema has one; where there are more, the first. */
  private boolean certificationInfo(List<String> uris) {
    if (!uris.isEmpty()) {
      xml.leaf("certificationInfo", uris.getFirst());
    }
    return uris.size() <= 1;
  }

  private boolean errorDeclaration(@Nullable ErrorDeclaration declaration) {
    if (declaration == null) {
      return true;
    }
    XmlBindings inside = bindings.inside();
    xml.start("errorDeclaration");
    List<Extension> elements = new ArrayList<>(0);
    boolean complete = ownAttributes(declaration.extensions(), elements, inside);
    xml.leaf("declarationTime", Rfc3339.exact(declaration.declarationTime()));
    complete &= word("reason", Vocabulary.ERROR_REASON, declaration.reason());
    if (!declaration.correctiveEventIDs().isEmpty()) {
      xml.start("correctiveEventIDs");
      for (String id : declaration.correctiveEventIDs()) {
        xml.leaf("correctiveEventID", id);
      }
      xml.end("correctiveEventIDs");
    }
    complete &= elements(elements, inside);
    xml.end("errorDeclaration");
    return complete;
  }

  private boolean ilmd(List<Extension> members) {
    if (members.isEmpty()) {
      return true;
    }
    XmlBindings inside = bindings.inside();
    xml.start("ilmd");
    List<Extension> elements = new ArrayList<>(members.size());
    boolean complete = ownAttributes(members, elements, inside);
    complete &= elements(elements, inside);
    xml.end("ilmd");
    return complete;
  }

  /** Writes the members that are attributes, and gathers the others. */
  private boolean ownAttributes(
      List<Extension> members, List<Extension> others, XmlBindings inside) {
    List<Extension> attributes = new ArrayList<>(0);
    Set<String> names = new HashSet<>();
    boolean complete = true;
    for (Extension member : members) {
      if (!extensions.isOwnAttribute(member)) {
        others.add(member);
      } else if (names.add(member.name())) {
        attributes.add(member);
      } else {
        complete = false;
      }
    }
    extensions.ownAttributes(attributes, inside);
    return complete;
  }

  private boolean elements(List<Extension> members, XmlBindings inside) {
    boolean complete = true;
    for (Extension member : members) {
      if (extensions.isElement(member)) {
        extensions.element(member, inside);
      } else {
        complete = false;
      }
    }
    return complete;
  }

  private boolean persistentDisposition(@Nullable PersistentDisposition disposition) {
    if (disposition == null) {
      return true;
    }
    boolean complete = true;
    xml.start("persistentDisposition");
    for (UriRef ref : disposition.unset()) {
      complete &= word("unset", Vocabulary.DISPOSITION, ref);
    }
    for (UriRef ref : disposition.set()) {
      complete &= word("set", Vocabulary.DISPOSITION, ref);
    }
    xml.end("persistentDisposition");
    return complete;
  }

  private boolean place(EventField field, @Nullable Place place) {
    if (place == null) {
      return true;
    }
    xml.start(field.key());
    boolean complete = identifier("id", place.id());
    complete &= elements(place.extensions(), bindings);
    xml.end(field.key());
    return complete;
  }

  private boolean bizTransactions(List<BizTransaction> items) {
    boolean complete = true;
    if (!items.isEmpty()) {
      xml.start("bizTransactionList");
      for (BizTransaction item : items) {
        complete &=
            link("bizTransaction", Vocabulary.BIZ_TRANSACTION, item.type(), item.bizTransaction());
      }
      xml.end("bizTransactionList");
    }
    return complete;
  }

  private boolean sources(List<Source> items) {
    boolean complete = true;
    if (!items.isEmpty()) {
      xml.start("sourceList");
      for (Source item : items) {
        complete &= link("source", Vocabulary.SOURCE_DESTINATION, item.type(), item.source());
      }
      xml.end("sourceList");
    }
    return complete;
  }

  private boolean destinations(List<Destination> items) {
    boolean complete = true;
    if (!items.isEmpty()) {
      xml.start("destinationList");
      for (Destination item : items) {
        complete &=
            link("destination", Vocabulary.SOURCE_DESTINATION, item.type(), item.destination());
      }
      xml.end("destinationList");
    }
    return complete;
  }

  private boolean link(String name, Vocabulary vocabulary, @Nullable UriRef type, UriRef value) {
    xml.start(name);
    if (type != null) {
      xml.attribute("type", words.word(vocabulary, type));
    }
    xml.text(words.identifier(value)).end(name);
    return words.isSayable(value) && (type == null || words.isSayable(type));
  }

  /** Of an event about objects the list is there even when empty: it may be all there is. */
  private boolean epcs(EventField field, List<UriRef> refs) {
    if (refs.isEmpty() && (field != EventField.EPC_LIST || event instanceof ExtendedEvent)) {
      return true;
    }
    boolean complete = true;
    xml.start(field.key());
    for (String uri : words.identifiers(refs)) {
      xml.leaf("epc", uri);
    }
    xml.end(field.key());
    for (UriRef ref : refs) {
      complete &= words.isSayable(ref);
    }
    return complete;
  }

  private boolean quantities(EventField field, List<QuantityElement> items) {
    if (items.isEmpty()) {
      return true;
    }
    boolean complete = true;
    xml.start(field.key());
    for (QuantityElement item : items) {
      xml.start("quantityElement");
      complete &= identifier("epcClass", item.epcClass());
      if (item.quantity() != null) {
        xml.leaf("quantity", item.quantity().toPlainString());
      }
      if (item.uom() != null) {
        complete &= item.quantity() != null; // the schema has a unit only with a quantity
        if (item.quantity() != null) {
          xml.leaf("uom", item.uom());
        }
      }
      xml.end("quantityElement");
    }
    xml.end(field.key());
    return complete;
  }

  /** Writes as JSON what XML could not say all of. */
  private void carry() {
    if (unsaid.isEmpty()) {
      return;
    }
    XmlBindings inside = bindings.inside();
    if (inside.namespace("json") == null) {
      inside.declare("json", CARRIER);
    }
    String name = inside.prefix(CARRIER, "json") + ":event";
    xml.start(name);
    inside.own().forEach(xml::namespace);
    xml.text(XmlCarrier.json(recorded, words.scope(), unsaid, translation));
    xml.end(name);
  }
}

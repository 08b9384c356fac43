package org.bricscodes.epcis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which elements without namespace an element of EPCIS holds, in which order, and which of them
 * merely wrap more of the same ({@code baseExtension}, {@code extension}).
 */
final class XmlShape {

  private static final String BASE_ONE = "eventTime recordTime eventTimeZoneOffset baseExtension";
  private static final String BASE_TWO =
      "eventTime recordTime eventTimeZoneOffset eventID errorDeclaration certificationInfo"
          + " baseExtension";
  private static final String WHY = " action bizStep disposition readPoint bizLocation";
  private static final String TAIL =
      " sourceList destinationList sensorElementList persistentDisposition";
  private static final String TRANSFORMATION =
      " inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID bizStep"
          + " disposition readPoint bizLocation bizTransactionList sourceList destinationList";

  /** What only 2.0 knows, where documents converted down to 1.2 put it. */
  private static final XmlShape LATER =
      new XmlShape("sensorElementList persistentDisposition certificationInfo", Map.of());

  private static final XmlShape EMPTY = new XmlShape("", Map.of());
  private static final Map<String, XmlShape> RESERVED =
      Map.of("baseExtension", EMPTY, "extension", EMPTY);

  private static final Map<String, XmlShape> TWO =
      Map.of(
          "ObjectEvent",
          two(" epcList" + WHY + " bizTransactionList quantityList" + TAIL + " ilmd"),
          "AggregationEvent",
          two(" parentID childEPCs" + WHY + " bizTransactionList childQuantityList" + TAIL),
          "AssociationEvent",
          two(" parentID childEPCs childQuantityList" + WHY + " bizTransactionList" + TAIL),
          "TransactionEvent",
          two(" bizTransactionList parentID epcList" + WHY + " quantityList" + TAIL),
          "TransformationEvent",
          two(TRANSFORMATION + " sensorElementList persistentDisposition ilmd"));

  private static final Map<String, XmlShape> ONE =
      Map.of(
          "ObjectEvent",
          one(" epcList" + WHY + " bizTransactionList", inside("quantityList", " ilmd")),
          "AggregationEvent",
          one(" parentID childEPCs" + WHY + " bizTransactionList", inside("childQuantityList", "")),
          "AssociationEvent",
          one(" parentID childEPCs childQuantityList" + WHY + " bizTransactionList" + TAIL, LATER),
          "TransactionEvent",
          one(" bizTransactionList parentID epcList" + WHY, inside("quantityList", "")),
          "TransformationEvent",
          one(TRANSFORMATION + " ilmd", LATER),
          "QuantityEvent",
          one(
              " epcClass quantity bizStep disposition readPoint bizLocation bizTransactionList",
              EMPTY));

  /** Of an event of a type of one's own: the fields of all types. */
  private static final XmlShape EXTENDED =
      two(
          " parentID epcList childEPCs childQuantityList inputEPCList inputQuantityList"
              + " outputEPCList outputQuantityList transformationID"
              + WHY
              + " bizTransactionList quantityList"
              + TAIL
              + " ilmd");

  private final List<String> names;
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, XmlShape> wrappers;

  private XmlShape(String names, Map<String, XmlShape> wrappers) {
    this.names = names.isEmpty() ? List.of() : List.of(names.split(" ", -1));
    this.wrappers = wrappers;
    for (String name : this.names) {
      order.put(name, order.size());
    }
  }

  private static XmlShape two(String own) {
    return new XmlShape(BASE_TWO + own + " extension", RESERVED);
  }

  private static XmlShape one(String own, XmlShape extension) {
    XmlShape base = new XmlShape("eventID errorDeclaration extension", Map.of("extension", EMPTY));
    return new XmlShape(
        BASE_ONE + own + " extension", Map.of("baseExtension", base, "extension", extension));
  }

  private static XmlShape inside(String quantities, String more) {
    return new XmlShape(
        quantities + " sourceList destinationList" + more + " extension",
        Map.of("extension", LATER));
  }

  /** The shape of an event; {@code null} if the dialect has no such event. */
  static @Nullable XmlShape of(XmlDialect dialect, String event) {
    return events(dialect).get(event);
  }

  /** The shape of an event whose type is not of the standard. */
  static XmlShape extended() {
    return EXTENDED;
  }

  static Map<String, XmlShape> events(XmlDialect dialect) {
    return switch (dialect) {
      case ONE -> ONE;
      case TWO -> TWO;
    };
  }

  /** The place of a name in the order; -1 if it has none. */
  int placeOf(String name) {
    return order.getOrDefault(name, -1);
  }

  List<String> names() {
    return names;
  }

  /** The shape of a wrapper of this name; {@code null} if it is none. */
  @Nullable XmlShape wrapper(String name) {
    return wrappers.get(name);
  }
}

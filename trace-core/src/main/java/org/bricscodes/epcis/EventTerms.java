package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an event is found by: one {@code name=value} text per row of the index. A value is canonical
 * ({@link UriRef#canonical()}). The terms are a pure function of the event, in a fixed order,
 * without repeats. Roles are kept apart and never indexed twice: "any EPC" is the union of the role
 * terms ({@link #anyEpc}). Fields with few values ({@code action}) are no terms; they are
 * conditions checked on the event.
 *
 * <p>Names: {@code epc} (epcList), {@code child} (childEPCs), {@code parent}, {@code inputEPC},
 * {@code outputEPC}; {@code epcClass} (quantityList), {@code childClass}, {@code inputClass},
 * {@code outputClass}; {@code gtin} (the trade item of any SGTIN, LGTIN or GTIN in any role, 14
 * digits); {@code eventType}, {@code bizStep}, {@code disposition}, {@code readPoint}, {@code
 * bizLocation}, {@code bizTransaction}, {@code source}, {@code destination}, {@code
 * transformationID}; {@code deviceID} (of sensor metadata or reports); {@code errorDeclaration},
 * which is {@code *} where there is one. The last two make searches possible that otherwise look at
 * every event; what few search by stays a condition checked on the event. Events that recall
 * something have {@link RecallTerms} besides.
 */
public final class EventTerms {

  /** What the canonical form of everything with a GTIN begins with; 14 digits follow. */
  static final String TRADE_ITEM = "https://id.gs1.org/01/";

  /** The term of every event that has an error declaration. */
  public static final String ERROR_DECLARATION = "errorDeclaration=*";

  private EventTerms() {}

  /** The terms of an event. */
  public static List<String> of(EpcisEvent event) {
    Set<String> terms = new LinkedHashSet<>();
    things(event, terms);
    boolean extended = event instanceof ExtendedEvent;
    terms.add("eventType=" + (extended ? "*" : event.type()));
    if (extended) {
      terms.add("eventType=" + event.type());
    }
    add(terms, "bizStep=", event.bizStep());
    add(terms, "disposition=", event.disposition());
    add(terms, "readPoint=", event.readPoint() == null ? null : event.readPoint().id());
    add(terms, "bizLocation=", event.bizLocation() == null ? null : event.bizLocation().id());
    for (BizTransaction item : event.common().bizTransactionList()) {
      add(terms, "bizTransaction=", item.bizTransaction());
    }
    for (Source item : event.common().sourceList()) {
      add(terms, "source=", item.source());
    }
    for (Destination item : event.common().destinationList()) {
      add(terms, "destination=", item.destination());
    }
    add(terms, "transformationID=", event.transformationID());
    if (event.common().errorDeclaration() != null) {
      terms.add(ERROR_DECLARATION);
    }
    for (SensorElement element : event.common().sensorElementList()) {
      devices(terms, element);
    }
    return new ArrayList<>(terms);
  }

  private static void things(EpcisEvent event, Set<String> terms) {
    epcs(terms, "epc=", event.epcList());
    epcs(terms, "child=", event.childEPCs());
    if (event.parentID() != null) {
      add(terms, "parent=", event.parentID());
      gtin(terms, event.parentID());
    }
    epcs(terms, "inputEPC=", event.inputEPCList());
    epcs(terms, "outputEPC=", event.outputEPCList());
    classes(terms, "epcClass=", event.quantityList());
    classes(terms, "childClass=", event.childQuantityList());
    classes(terms, "inputClass=", event.inputQuantityList());
    classes(terms, "outputClass=", event.outputQuantityList());
  }

  private static void add(Set<String> terms, String nameAndSign, @Nullable UriRef value) {
    if (value != null) {
      terms.add(nameAndSign.concat(value.canonical()));
    }
  }

  private static void devices(Set<String> terms, SensorElement element) {
    SensorMetadata metadata = element.sensorMetadata();
    add(terms, "deviceID=", metadata == null ? null : metadata.deviceID());
    for (SensorReport report : element.sensorReport()) {
      add(terms, "deviceID=", report.deviceID());
    }
  }

  private static void epcs(Set<String> terms, String nameAndSign, List<UriRef> epcs) {
    for (UriRef epc : epcs) {
      terms.add(nameAndSign.concat(epc.canonical()));
      gtin(terms, epc);
    }
  }

  private static void classes(Set<String> terms, String nameAndSign, List<QuantityElement> items) {
    for (QuantityElement item : items) {
      terms.add(nameAndSign.concat(item.epcClass().canonical()));
      gtin(terms, item.epcClass());
    }
  }

  private static void gtin(Set<String> terms, UriRef ref) {
    String digits = tradeItem(ref.canonical());
    if (digits != null) {
      terms.add("gtin=".concat(digits));
    }
  }

  /** The 14 digits of the trade item that something is or is of; null where there is none. */
  static @Nullable String tradeItem(String canonical) {
    int end = TRADE_ITEM.length() + 14;
    boolean names = canonical.startsWith(TRADE_ITEM) && canonical.length() >= end;
    return names && (canonical.length() == end || canonical.charAt(end) == '/')
        ? canonical.substring(TRADE_ITEM.length(), end)
        : null;
  }

  /** The term of an event's identifier, its own or the derived one; added when it is recorded. */
  public static String eventID(String eventID) {
    return "eventID=" + eventID;
  }

  /** The term of the party that captured an event; added when it is recorded. */
  public static String party(String party) {
    return "party=" + party;
  }

  /**
   * Whether so many events may carry this term that an index splits it by time: places, steps,
   * parties, types, and trade items as a whole; not single things, lots or documents. Permanent, a
   * part of the index layout.
   */
  public static boolean isWidespread(String term) {
    String name = term.substring(0, Math.max(0, term.indexOf('=')));
    return switch (name) {
      case "gtin",
          "eventType",
          "bizStep",
          "disposition",
          "readPoint",
          "bizLocation",
          "source",
          "destination",
          "deviceID",
          "errorDeclaration",
          "party" ->
          true;
      // A class narrowed to a lot is as rare as a thing; the bare trade item is not.
      case "epcClass", "childClass", "inputClass", "outputClass" -> !term.contains("/10/");
      default -> false;
    };
  }

  /**
   * Which role of the thing whose URI stands behind {@code =} a term of {@link #anyEpc} or {@link
   * #anyEpcClass} tells of; 0 for all others. What has few events stands with its other roles, so
   * that one read finds its whole history. Permanent, a part of the index layout.
   */
  public static int role(String term) {
    int role =
        switch (term.substring(0, Math.max(0, term.indexOf('=')))) {
          case "epc" -> 1;
          case "child" -> 2;
          case "parent" -> 3;
          case "inputEPC" -> 4;
          case "outputEPC" -> 5;
          case "epcClass" -> 6;
          case "childClass" -> 7;
          case "inputClass" -> 8;
          case "outputClass" -> 9;
          default -> 0;
        };
    return isWidespread(term) ? 0 : role;
  }

  /**
   * The thing that a term of {@link #anyEpc} or {@link #anyEpcClass} names, and what a term of a
   * recall is {@linkplain RecallTerms#watched watched} as; empty for others.
   */
  public static Optional<String> thing(String term) {
    int sign = Math.max(0, term.indexOf('='));
    return switch (term.substring(0, sign)) {
      case "epc",
          "child",
          "parent",
          "inputEPC",
          "outputEPC",
          "epcClass",
          "childClass",
          "inputClass",
          "outputClass" ->
          Optional.of(term.substring(sign + 1));
      case "recall" -> Optional.of(term.substring(0, term.indexOf(RecallTerms.SPACE)));
      default -> Optional.empty();
    };
  }

  /** The terms under which an instance may stand, whatever its role. */
  public static List<String> anyEpc(String canonical) {
    return List.of(
        "epc=" + canonical,
        "child=" + canonical,
        "parent=" + canonical,
        "inputEPC=" + canonical,
        "outputEPC=" + canonical);
  }

  /** The terms under which a class or lot may stand, whatever its role. */
  public static List<String> anyEpcClass(String canonical) {
    return List.of(
        "epcClass=" + canonical,
        "childClass=" + canonical,
        "inputClass=" + canonical,
        "outputClass=" + canonical);
  }

  /** Terms of which every event has exactly one: their union is everything stored. */
  public static List<String> everything() {
    return List.of(
        "eventType=ObjectEvent",
        "eventType=AggregationEvent",
        "eventType=AssociationEvent",
        "eventType=TransactionEvent",
        "eventType=TransformationEvent",
        "eventType=*");
  }
}

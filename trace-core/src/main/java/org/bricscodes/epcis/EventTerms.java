package org.bricscodes.epcis;

import java.util.List;

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
 * transformationID}.
 */
public final class EventTerms {

  private EventTerms() {}

  /** The terms of an event. */
  @SuppressWarnings("DoNotCallSuggester")
  public static List<String> of(EpcisEvent event) {
    throw new UnsupportedOperationException("not yet: " + event);
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
          "party" ->
          true;
      // A class narrowed to a lot is as rare as a thing; the bare trade item is not.
      case "epcClass", "childClass", "inputClass", "outputClass" -> !term.contains("/10/");
      default -> false;
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

package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where identifiers stand in an event: the shape of the standard fields that hold one. Extensions
 * and instance or lot master data have no spot: what their texts mean is their owners' business.
 * Event identifiers have none either: they name the event under which it was recorded.
 */
final class IdentifierSpot {

  private static final IdentifierSpot IDENTIFIER = new IdentifierSpot();

  private static final IdentifierSpot QUANTITIES = each("epcClass");

  private static final IdentifierSpot SENSED =
      each(
          "deviceID",
          "deviceMetadata",
          "rawData",
          "dataProcessingMethod",
          "bizRules",
          "microorganism",
          "chemicalSubstance",
          "coordinateReferenceSystem",
          "uriValue");

  /** A whole event. */
  static final IdentifierSpot EVENT =
      new IdentifierSpot(
          member("epcList", IDENTIFIER),
          member("parentID", IDENTIFIER),
          member("childEPCs", IDENTIFIER),
          member("inputEPCList", IDENTIFIER),
          member("outputEPCList", IDENTIFIER),
          member("transformationID", IDENTIFIER),
          member("quantityList", QUANTITIES),
          member("childQuantityList", QUANTITIES),
          member("inputQuantityList", QUANTITIES),
          member("outputQuantityList", QUANTITIES),
          member("readPoint", each("id")),
          member("bizLocation", each("id")),
          member("bizTransactionList", each("bizTransaction")),
          member("sourceList", each("source")),
          member("destinationList", each("destination")),
          member(
              "sensorElementList",
              new IdentifierSpot(
                  member("sensorMetadata", SENSED), member("sensorReport", SENSED))));

  /** A key, with its quotes, and what stands under it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Member(byte[] quotedKey, IdentifierSpot spot) {}

  private final Member[] members;

  private IdentifierSpot(Member... members) {
    this.members = members;
  }

  private static Member member(String key, IdentifierSpot spot) {
    return new Member(('"' + key + '"').getBytes(StandardCharsets.US_ASCII), spot);
  }

  /** An object, or each object of a list, with identifiers under these keys. */
  private static IdentifierSpot each(String... keys) {
    Member[] members = new Member[keys.length];
    for (int i = 0; i < keys.length; i++) {
      members[i] = member(keys[i], IDENTIFIER);
    }
    return new IdentifierSpot(members);
  }

  /** Whether a text here is an identifier. */
  boolean isIdentifier() {
    return members.length == 0;
  }

  /** What stands under a key; {@code null} when nothing that matters does. */
  @Nullable IdentifierSpot under(JsonTape tape, int key) {
    for (Member member : members) {
      if (tape.is(key, member.quotedKey)) {
        return member.spot;
      }
    }
    return null;
  }
}

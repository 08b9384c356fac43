package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bricscodes.gs1.EpcUrn;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.gs1.Identifier;
import org.bricscodes.gs1.Itip;
import org.bricscodes.gs1.RandomIdentifiers;

/** Makes sound events of every type, with every field at some time, from a seeded generator. */
final class RandomEvents {

  /** The five types, and one of a user's own. */
  static final List<String> TYPES =
      List.of(
          "ObjectEvent",
          "AggregationEvent",
          "AssociationEvent",
          "TransactionEvent",
          "TransformationEvent",
          "example:InspectionEvent");

  private static final String[] BIZ_STEPS = {"shipping", "receiving", "void_shipping"};
  private static final String[] DISPOSITIONS = {"in_transit", "damaged", "conformant"};
  private static final String[] OWN_WORDS = {
    "https://ns.example.com/cbv/Step-drying", "urn:example:step:drying", "example:drying"
  };
  private static final String[] UNITS = {"KGM", "LTR", "EA"};
  private static final String[] TEXTS = {
    "茶 & <tea> \"green\"",
    "🍵",
    "007",
    "20.0",
    " padded ",
    "line\nfeed\ttab\r",
    "1e3",
    "]]>",
    "",
    "urn:epcglobal:cbv:bizstep:shipping",
    "urn:epc:id:sgtin:4012345.011111.9876",
    "shipping",
    "x"
  };

  private final RandomGenerator random;
  private final RandomIdentifiers identifiers;

  RandomEvents(RandomGenerator random) {
    this.random = random;
    this.identifiers = new RandomIdentifiers(random);
  }

  /** An event of any type, for {@link Samples#CONTEXT}. */
  String next() {
    return ofType(TYPES.get(random.nextInt(TYPES.size())));
  }

  String ofType(String type) {
    List<String> members = new ArrayList<>();
    members.add("\"type\":" + quote(type));
    members.add("\"eventTime\":" + quote(time()));
    members.add("\"eventTimeZoneOffset\":" + quote(oneOf("+02:00", "-11:30", "+14:00", "+00:00")));
    maybe(members, "recordTime", () -> quote(time()));
    maybe(members, "eventID", () -> quote("urn:uuid:" + random.nextInt(1_000_000)));
    maybe(
        members,
        "certificationInfo",
        () -> oneOf("\"https://certs.example/1\"", "[\"urn:c:1\"]", "[\"urn:c:1\",\"urn:c:2\"]"));
    maybe(members, "errorDeclaration", this::errorDeclaration);
    maybe(members, "bizStep", () -> quote(word(BIZ_STEPS)));
    maybe(members, "disposition", () -> quote(word(DISPOSITIONS)));
    maybe(members, "persistentDisposition", this::persistentDisposition);
    maybe(members, "bizLocation", this::place);
    maybe(members, "sourceList", () -> links("source", "owning_party", 1));
    maybe(members, "destinationList", () -> links("destination", "location", 1));
    things(type, members);
    extensions(members, 2);
    return "{" + String.join(", ", members) + "}";
  }

  private void things(String type, List<String> members) {
    String action = oneOf("ADD", "OBSERVE", "DELETE");
    if (!type.equals("TransformationEvent")) {
      members.add("\"action\":" + quote(action));
    }
    if (type.equals("TransactionEvent")) {
      members.add("\"bizTransactionList\":" + links("bizTransaction", "po", 1));
    } else {
      maybe(members, "bizTransactionList", () -> links("bizTransaction", "inv", 1));
    }
    switch (type) {
      case "TransformationEvent" -> {
        members.add("\"inputEPCList\":" + epcs(1));
        maybe(members, "inputQuantityList", this::quantities);
        members.add("\"outputQuantityList\":" + quantities());
        maybe(members, "outputEPCList", () -> epcs(1));
        maybe(members, "transformationID", () -> quote(uri()));
        maybe(members, "ilmd", this::ilmd);
      }
      case "AggregationEvent", "AssociationEvent" -> {
        members.add("\"parentID\":" + quote(uri()));
        members.add("\"childEPCs\":" + epcs(1));
        maybe(members, "childQuantityList", this::quantities);
      }
      default -> {
        members.add("\"epcList\":" + epcs(0));
        maybe(members, "quantityList", this::quantities);
        if (type.equals("TransactionEvent")) {
          maybe(members, "parentID", () -> quote(uri()));
        } else if (action.equals("ADD")) {
          maybe(members, "ilmd", this::ilmd);
        }
      }
    }
    maybe(members, "readPoint", this::place);
    maybe(members, "sensorElementList", this::sensorElements);
  }

  private void maybe(List<String> members, String key, Supplier<String> value) {
    if (random.nextInt(3) > 0) {
      members.add(quote(key) + ":" + value.get());
    }
  }

  /** A GS1 key in one of its forms, or another URI. */
  String uri() {
    Identifier identifier = identifiers.next();
    return switch (random.nextInt(8)) {
      case 0 -> "urn:uuid:00000000-0000-4000-8000-" + (100_000_000_000L + random.nextInt(1 << 30));
      case 1 -> oneOf("example:thing-", "https://things.example/") + random.nextInt(1 << 30);
      case 2, 3 -> identifier.canonical();
      case 4 -> identifier.digitalLink().withBase("https://shop.example/a").toString();
      default ->
          identifier instanceof Itip itip && !itip.lot().isEmpty()
              ? itip.canonical()
              : EpcUrn.of(identifier, identifier instanceof Gtin ? 7 : 6 + random.nextInt(7))
                  .toString();
    };
  }

  private String epcs(int atLeast) {
    Set<String> uris = new LinkedHashSet<>();
    for (int i = atLeast + random.nextInt(3); i > 0; i--) {
      uris.add(quote(uri()));
    }
    return "[" + String.join(",", uris) + "]";
  }

  private String quantities() {
    String quantity = oneOf("5", "0.50", "1e2", "123456789012345678901234567890.1");
    return switch (random.nextInt(3)) {
      case 0 -> "[{\"epcClass\":" + quote(uri()) + "}]";
      case 1 -> "[{\"epcClass\":" + quote(uri()) + ",\"quantity\":" + quantity + "}]";
      default ->
          "[{\"epcClass\":%s,\"quantity\":%s,\"uom\":\"%s\"},{\"quantity\":7,\"epcClass\":%s}]"
              .formatted(quote(uri()), quantity, oneOf(UNITS), quote(uri()));
    };
  }

  private String links(String key, String type, int atLeast) {
    List<String> items = new ArrayList<>();
    for (int i = atLeast + random.nextInt(2); i > 0; i--) {
      items.add("{\"type\":%s,\"%s\":%s}".formatted(quote(word(type)), key, quote(uri())));
    }
    return "[" + String.join(",", items) + "]";
  }

  private String place() {
    List<String> members = new ArrayList<>();
    members.add("\"id\":" + quote(uri()));
    extensions(members, 1);
    return "{" + String.join(",", members) + "}";
  }

  private String persistentDisposition() {
    return oneOf(
        "{\"set\":[\"damaged\",\"example:odd\"]}",
        "{\"unset\":[\"conformant\"],\"set\":[\"expired\"]}",
        "{\"unset\":[\"urn:example:disp:wet\"]}");
  }

  private String errorDeclaration() {
    List<String> members = new ArrayList<>();
    members.add("\"declarationTime\":" + quote(time()));
    maybe(members, "reason", () -> quote(word("incorrect_data")));
    maybe(members, "correctiveEventIDs", () -> "[\"urn:uuid:1\",\"ni:///sha-256;00?ver=CBV2.0\"]");
    extensions(members, 1);
    return "{" + String.join(",", members) + "}";
  }

  private String sensorElements() {
    List<String> elements = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      List<String> element = new ArrayList<>();
      maybe(element, "sensorMetadata", this::sensorMetadata);
      element.add("\"sensorReport\":[" + sensorReport() + "," + sensorReport() + "]");
      extensions(element, 1);
      elements.add("{" + String.join(",", element) + "}");
    }
    return "[" + String.join(",", elements) + "]";
  }

  private String sensorMetadata() {
    List<String> members = new ArrayList<>();
    for (String key : List.of("time", "startTime", "endTime")) {
      maybe(members, key, () -> quote(time()));
    }
    for (String key : List.of("deviceID", "deviceMetadata", "rawData", "bizRules")) {
      maybe(members, key, () -> quote(uri()));
    }
    maybe(members, "example:calibrated", () -> oneOf("true", "\"茶 & <x>\"", "0.10"));
    return "{" + String.join(",", members) + "}";
  }

  private String sensorReport() {
    List<String> members = new ArrayList<>();
    members.add("\"type\":" + quote(word("Temperature", "Mass", "Illuminance")));
    maybe(members, "exception", () -> "\"ALARM_CONDITION\"");
    for (String key : List.of("microorganism", "chemicalSubstance", "uriValue")) {
      maybe(members, key, () -> quote(uri()));
    }
    maybe(members, "coordinateReferenceSystem", () -> "\"https://ref.gs1.org/crs/x\"");
    for (String key :
        List.of("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue")) {
      maybe(members, key, () -> oneOf("26", "-0.10", "1.5e-3", "1234567890.123456789"));
    }
    maybe(members, "component", () -> quote(word("axial_distance", "x")));
    maybe(members, "stringValue", () -> quote(oneOf(TEXTS)));
    maybe(members, "booleanValue", () -> oneOf("true", "false"));
    maybe(members, "hexBinaryValue", () -> "\"f0F1\"");
    maybe(members, "uom", () -> quote(oneOf("CEL", "KGM")));
    maybe(members, "example:sensorNote", () -> quote(oneOf(TEXTS)));
    return "{" + String.join(",", members) + "}";
  }

  private String ilmd() {
    List<String> members = new ArrayList<>();
    members.add("\"cbvmda:lotNumber\":" + quote("L " + random.nextInt(99)));
    extensions(members, 2);
    return "{" + String.join(",", members) + "}";
  }

  private void extensions(List<String> members, int depth) {
    for (int i = random.nextInt(3); i > 0; i--) {
      String key = oneOf("example:own", "https://other.example/ns#own", "example:leaf-") + i;
      if (random.nextInt(40) == 0) {
        key =
            oneOf("example:1", "example:a b", "example:@a", "cbv:own", "example:茶", "example:𠀀")
                + i;
      }
      members.add(quote(key) + ":" + extension(depth));
    }
  }

  private String extension(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> oneOf("12.50", "-3", "1e3", "0");
      case 1 -> oneOf("true", "false", "null");
      case 2, 3, 4 -> quote(oneOf(TEXTS));
      case 5 -> "[" + extension(0) + "," + extension(random.nextInt(9) == 0 ? 1 : 0) + "]";
      default -> {
        List<String> members = new ArrayList<>();
        extensions(members, depth - 1);
        yield "{" + String.join(",", members) + "}";
      }
    };
  }

  private String word(String... standard) {
    return random.nextInt(4) == 0 ? oneOf(OWN_WORDS) : oneOf(standard);
  }

  private String time() {
    String fraction = oneOf("", ".1", ".123", ".9995", ".123456789");
    String zone = oneOf("Z", "+02:00", "-05:30");
    return "20%02d-0%d-1%dT2%d:0%d:59%s%s"
        .formatted(
            random.nextInt(60),
            1 + random.nextInt(9),
            random.nextInt(10),
            random.nextInt(4),
            random.nextInt(10),
            fraction,
            zone);
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  static String quote(String text) {
    Utf8Buffer out = new Utf8Buffer(text.length() + 2);
    new Jcs(out).quote(text);
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }
}

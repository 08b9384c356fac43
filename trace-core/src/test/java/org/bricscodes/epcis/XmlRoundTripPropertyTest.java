package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON-LD to XML to JSON-LD: what comes back means what went in, whatever forms were asked for. */
class XmlRoundTripPropertyTest {

  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
  private static final int EVENTS = 250;

  private static final List<EpcFormat> EPC_FORMATS = List.of(EpcFormat.values());
  private static final List<CbvXmlFormat> CBV_FORMATS = List.of(CbvXmlFormat.values());

  private static final EpcisXml XML = new EpcisXml(EpcisLimits.DEFAULT);

  static List<String> types() {
    return RandomEvents.TYPES;
  }

  private static byte[] xml(String sent, EpcTranslation translation, CbvXmlFormat format) {
    return EpcisXmlWriter.document(
        List.of(RecordedEventTest.recorded(sent, Samples.CONTEXT)), NOW, translation, format);
  }

  private static ParsedEvent read(byte[] xml, String because) {
    ParsedDocument document = XML.parse(xml);
    assertThat(document.faults())
        .as("%s: %s", because, new String(xml, StandardCharsets.UTF_8))
        .isEmpty();
    return document.events().getFirst();
  }

  private static void assertSame(EpcisEvent event, EpcisEvent original, String because) {
    for (HashProfile profile : HashProfile.values()) {
      assertThat(EventHash.preimage(event, profile))
          .as(because)
          .isEqualTo(EventHash.preimage(original, profile));
    }
    // What hashes leave out.
    assertThat(event.common().certificationInfo())
        .as(because)
        .isEqualTo(original.common().certificationInfo());
    ErrorDeclaration declaration = original.common().errorDeclaration();
    ErrorDeclaration again = event.common().errorDeclaration();
    assertThat(again == null).as(because).isEqualTo(declaration == null);
    if (declaration != null && again != null) {
      assertThat(again.declarationTime()).as(because).isEqualTo(declaration.declarationTime());
      assertThat(again.reason()).as(because).isEqualTo(declaration.reason());
      assertThat(again.correctiveEventIDs())
          .as(because)
          .isEqualTo(declaration.correctiveEventIDs());
    }
    assertThat(event.eventTime()).as(because).isEqualTo(original.eventTime());
    assertThat(event.eventID()).as(because).isEqualTo("urn:uuid:1");
    assertThat(event.common().recordTime())
        .as(because)
        .isEqualTo(Instant.parse("2026-03-05T07:30:00.123Z"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void eventsOfEveryType_comeBackWithTheirHash(String type) {
    long seed = 20261127L + type.hashCode();
    SplittableRandom random = new SplittableRandom(seed);
    RandomEvents events = new RandomEvents(random);
    for (int i = 0; i < EVENTS; i++) {
      String sent = events.ofType(type);
      EpcTranslation translation =
          new EpcTranslation(
              EPC_FORMATS.get(random.nextInt(EPC_FORMATS.size())),
              EpcTranslationTest.prefixes("0-4 7", "5-9 10"));
      CbvXmlFormat format = CBV_FORMATS.get(random.nextInt(CBV_FORMATS.size()));
      String because = "seed %d round %d: %s".formatted(seed, i, sent);

      byte[] xml = xml(sent, translation, format);
      ParsedEvent back = read(xml, because);

      assertSame(back.event(), Samples.event(sent), because);
      assertThat(
              EpcisXmlWriter.document(
                  List.of(
                      RecordedEventTest.recorded(
                          new String(back.bytes(), StandardCharsets.UTF_8),
                          new String(back.context(), StandardCharsets.UTF_8))),
                  NOW,
                  translation,
                  format))
          .as(because)
          .satisfies(again -> assertSame(read(again, because).event(), back.event(), because));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 20261128})
  void manyEvents_inAQueryDocument_comeBackInOrder(long seed) {
    RandomEvents events = new RandomEvents(new SplittableRandom(seed));
    List<String> sent = new ArrayList<>();
    List<RecordedEvent> recorded = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String event = events.next();
      String context =
          i % 3 > 0
              ? Samples.CONTEXT
              : Samples.CONTEXT.replace("ns.example", "other" + i % 2 + ".example");
      sent.add(event);
      recorded.add(RecordedEventTest.recorded(event, context));
    }

    ParsedDocument read =
        XML.parse(
            EpcisXmlWriter.queryDocument(
                recorded, "q", "s", NOW, EpcTranslation.asSent(), CbvXmlFormat.ALWAYS_URN));

    assertThat(read.faults()).as("seed %d", seed).isEmpty();
    EpcisJson json = new EpcisJson(EpcisLimits.DEFAULT);
    for (int i = 0; i < sent.size(); i++) {
      RecordedEvent one = recorded.get(i);
      EpcisEvent original = json.parseEvent(one.event(), one.context());
      assertSame(read.events().get(i).event(), original, "seed " + seed + ": " + sent.get(i));
    }
  }

  @Test
  void whatXmlCannotSay_comesBackToo() {
    String sent =
        Samples.SMALL.replace(
            "}",
            ",\"example:1\":\"a name\",\"example:bell\":\"\\u0007\\uFFFF\uFFFE\","
                + "\"example:deep\":[[3,1],[2]],\"example:typed\":{\"@value\":\"x\"},"
                + "\"example:fine\":\"x\",\"certificationInfo\":[\"urn:a:1\",\"urn:a:2\"],"
                + "\"bizLocation\":{\"id\":\"unknown:scheme\"},\"bizStep\":\"1st:drying\","
                + "\"sensorElementList\":[{\"sensorReport\":[{\"type\":\"Temperature\","
                + "\"stringValue\":\"\\u0000\",\"example:deep\":{\"example:x\":[1,2]}}]}],"
                + "\"readPoint\":{\"id\":\"urn:epc:id:sgln:4012345.00011.0\",\"example:a b\":1}}");
    String context = Samples.CONTEXT.replace("{", "{\"1st\":\"https://first.example/\",");
    byte[] xml =
        EpcisXmlWriter.document(
            List.of(RecordedEventTest.recorded(sent, context)),
            NOW,
            EpcTranslation.asSent(),
            CbvXmlFormat.NO_PREFERENCE);

    ParsedEvent back = read(xml, sent);

    assertSame(
        back.event(),
        new EpcisJson(EpcisLimits.DEFAULT).parseEvent(Samples.utf8(sent), Samples.utf8(context)),
        sent);
  }

  /** Prefixes that XML uses itself, two for one namespace, and another spelling of GS1's own. */
  @Test
  void prefixesInTheWay_comeBack() {
    String sent =
        Samples.SMALL.replace(
            "}",
            ",\"epcisq:a\":{\"json:b\":1,\"ns1:c\":2},\"bizStep\":\"epcisq:own\","
                + "\"disposition\":\"two:own\",\"voc:x\":3,\"gs1:x\":4,\"epcis:y\":5,"
                + "\"readPoint\":{\"id\":\"one:place\",\"xmlish:z\":{\"voc:@a\":1,\"gs1:@a\":2}}}");
    String context =
        Samples.CONTEXT.replace(
            "{",
            "{\"epcisq\":\"urn:my:q:\",\"json\":\"urn:my:json:\",\"ns1\":\"urn:my:ns1:\","
                + "\"one\":\"urn:my:same:\",\"two\":\"urn:my:same:\",\"xmlish\":\"urn:my:xml:\","
                + "\"voc\":\"https://gs1.org/voc/\",");
    RecordedEvent recorded = RecordedEventTest.recorded(sent, context);

    for (byte[] xml :
        List.of(
            EpcisXmlWriter.document(
                List.of(recorded), NOW, EpcTranslation.asSent(), CbvXmlFormat.ALWAYS_URN),
            EpcisXmlWriter.queryDocument(
                List.of(recorded),
                "q",
                null,
                NOW,
                EpcTranslation.asSent(),
                CbvXmlFormat.ALWAYS_URN))) {
      assertSame(
          read(xml, sent).event(),
          new EpcisJson(EpcisLimits.DEFAULT).parseEvent(Samples.utf8(sent), Samples.utf8(context)),
          sent);
    }
  }

  @Test
  void extendedEvent_namedByAUri_comesBack() {
    for (String type : List.of("https://types.example/Check", "urn:example:type:1-check")) {
      String sent = Samples.SMALL.replace("\"ObjectEvent\"", '"' + type + '"');

      ParsedEvent back = read(xml(sent, EpcTranslation.asSent(), CbvXmlFormat.NO_PREFERENCE), sent);

      assertSame(back.event(), Samples.event(sent), sent);
      assertThat(back.event().type()).isEqualTo(type);
    }
  }
}

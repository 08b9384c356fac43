package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was captured as JSON-LD, written as XML and captured again, is the same event. */
class XmlRoundTripTest {

  private static final long SEED = 20_260_501;
  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

  private static byte[] written(CbvXmlFormat format, String... events) {
    List<RecordedEvent> recorded =
        List.of(events).stream().map(e -> RecordedEventTest.recorded(e, Samples.CONTEXT)).toList();
    return EpcisXmlWriter.document(recorded, NOW, EpcTranslation.asSent(), format);
  }

  private static ParsedDocument read(byte[] xml) {
    ParsedDocument parsed = new EpcisXml(EpcisLimits.DEFAULT).parse(xml);
    assertThat(parsed.faults()).as(new String(xml, StandardCharsets.UTF_8)).isEmpty();
    return parsed;
  }

  @ParameterizedTest
  @EnumSource(CbvXmlFormat.class)
  void randomEvents_keepTheirHash(CbvXmlFormat format) {
    RandomEvents events = new RandomEvents(new Random(SEED));
    for (int i = 0; i < 60; i++) {
      String json = events.next();
      EpcisEvent before = Samples.event(json);

      EpcisEvent after = read(written(format, json)).events().getFirst().event();

      assertThat(after.type()).as("seed %d, event %d", SEED, i).isEqualTo(before.type());
      for (HashProfile profile : HashProfile.values()) {
        assertThat(EventHash.preimage(after, profile))
            .as("seed %d, event %d", SEED, i)
            .isEqualTo(EventHash.preimage(before, profile));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"example:a b\":1",
        "\"example:1\":{\"example:2\":[[1,[2]],{\"@id\":\"x\"}]}",
        "\"example:x\":\"\\u0001\\u0000\\uFFFE\"",
        "\"example:x\":\"\\ud83c\\udf75 ]]> & < >\"",
        "\"certificationInfo\":[\"urn:x:1\",\"urn:x:2\"]",
        "\"https://ns.example.com/epcis/y\":\"1\"",
        "\"example:w\":{\"example:@unit\":\"KGM\",\"example:v\":\"1\"}",
        "\"readPoint\":{\"id\":\"urn:x:1\",\"example:a b\":1}",
        "\"ilmd\":{\"example:a\":{\"@value\":\"1\"}},\"action\":\"ADD\""
      })
  void whatXmlCannotSay_isCarried(String member) {
    String json =
        member.contains("action")
            ? Samples.SMALL.replace("\"action\":\"OBSERVE\"", member)
            : Samples.SMALL.replace("\"epcList\":[]", "\"epcList\":[]," + member);
    EpcisEvent before = Samples.event(json);

    EpcisEvent after = read(written(CbvXmlFormat.NO_PREFERENCE, json)).events().getFirst().event();

    for (HashProfile profile : HashProfile.values()) {
      assertThat(EventHash.preimage(after, profile)).isEqualTo(EventHash.preimage(before, profile));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {XmlSamples.V1, XmlSamples.V2, XmlSamples.V3, XmlSamples.SMALL})
  void eventThatCameAsXml_writtenAsXml_isEqual(String xml) {
    ParsedEvent first = XmlSamples.only(XmlSamples.document(xml));
    RecordedEvent recorded =
        RecordedEventTest.recorded(
            new String(first.bytes(), StandardCharsets.UTF_8),
            new String(first.context(), StandardCharsets.UTF_8));
    byte[] again =
        EpcisXmlWriter.document(
            List.of(recorded), NOW, EpcTranslation.asSent(), CbvXmlFormat.ALWAYS_URN);

    EpcisEvent second = read(again).events().getFirst().event();

    assertThat(second.common().extensions()).isEqualTo(first.event().common().extensions());
    assertThat(second.readPoint()).isEqualTo(first.event().readPoint());
    assertThat(second.epcList()).isEqualTo(first.event().epcList());
    assertThat(second.common().sensorElementList())
        .isEqualTo(first.event().common().sensorElementList());
    assertThat(EventHash.of(second, HashProfile.CBV_2_1))
        .isEqualTo(EventHash.of(first.event(), HashProfile.CBV_2_1));
  }

  @Test
  void typeOfOnesOwn_isKept() {
    String json =
        "{\"type\":\"example:Inspection\",\"eventTime\":\"2026-03-05T07:30:00Z\","
            + "\"eventTimeZoneOffset\":\"+02:00\",\"epcList\":[\"urn:x:1\"]}";

    EpcisEvent after = read(written(CbvXmlFormat.NO_PREFERENCE, json)).events().getFirst().event();

    assertThat(after.type()).isEqualTo("https://ns.example.com/epcis/Inspection");
    assertThat(after.epcList()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\":1}",
        "{\"bizStep\":\"x\",\"bizStep\":1}",
        "{\"eventTime\":5}"
      })
  void carriedNonsense_isAFault(String json) {
    String carrier =
        "<c:event xmlns:c='" + XmlEventWriter.CARRIER + "'>" + json + "</c:event></ObjectEvent>";

    ParsedDocument parsed =
        XmlSamples.parse(XmlSamples.document(XmlSamples.SMALL.replace("</ObjectEvent>", carrier)));

    assertThat(parsed.events()).isEmpty();
    assertThat(parsed.faults()).isNotEmpty();
    assertThat(parsed.faults().getFirst().pointer()).endsWith("/c:event");
  }
}

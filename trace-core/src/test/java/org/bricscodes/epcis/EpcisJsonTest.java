package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the reader accepts, and that it keeps every field and every byte. */
class EpcisJsonTest {

  private static final String FULL =
      """
      {"type":"TransformationEvent","eventID":"urn:uuid:7a1b0b7e-0000-4000-8000-000000000001",
       "eventTime":"2026-03-05T09:30:00.123456789+02:00","eventTimeZoneOffset":"+02:00",
       "recordTime":"2026-03-05T07:31:00Z","certificationInfo":["https://example.com/cert/1"],
       "errorDeclaration":{"declarationTime":"2026-03-06T00:00:00Z","reason":"incorrect_data",
         "correctiveEventIDs":["urn:uuid:7a1b0b7e-0000-4000-8000-000000000002"],
         "example:note":"typing error"},
       "inputEPCList":["urn:epc:id:sgtin:4012345.011111.9876"],
       "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.L-1",
         "quantity":12.50,"uom":"KGM"}],
       "outputEPCList":["https://id.gs1.org/01/04012345111118/21/1"],
       "outputQuantityList":[{"epcClass":"https://id.gs1.org/01/04012345111118/10/L-2"}],
       "transformationID":"urn:epc:id:gdti:4012345.11111.123",
       "bizStep":"example:firing","disposition":"active",
       "persistentDisposition":{"set":["completeness_verified"],"unset":["damaged","expired"]},
       "readPoint":{"id":"urn:epc:id:sgln:4012345.00011.987","example:room":7},
       "bizLocation":{"id":"https://id.gs1.org/414/4012345000115"},
       "bizTransactionList":[{"bizTransaction":"urn:epcglobal:cbv:bt:4012345000115:1"}],
       "sourceList":[{"type":"possessing_party","source":"urn:epc:id:pgln:4012345.00000"}],
       "destinationList":[{"type":"location","destination":"https://id.gs1.org/414/4012345000115"}],
       "sensorElementList":[{
         "sensorMetadata":{"time":"2026-03-05T07:00:00Z","startTime":"2026-03-05T06:00:00Z",
           "endTime":"2026-03-05T07:00:00Z","bizRules":"https://example.com/rules"},
         "sensorReport":[{"type":"Temperature","exception":"ALARM_CONDITION","value":3.1400,
           "minValue":-1,"maxValue":5,"meanValue":2.5,"sDev":0.1,"percRank":50,"percValue":12,
           "uom":"CEL","component":"x","stringValue":"","booleanValue":false,
           "hexBinaryValue":"f0f0","uriValue":"https://example.com/v","deviceID":
           "urn:epc:id:giai:4000001.111","coordinateReferenceSystem":"https://example.com/crs",
           "example:raw":[1,2]}]}],
       "ilmd":{"cbvmda:lotNumber":"L-2"},
       "example:own":{"example:deep":[true,null,{"@value":"x"}]}}\
      """;

  @Test
  void transformationEvent_everyField_isKept() {
    TransformationEvent event = (TransformationEvent) Samples.event(FULL);
    EventFields common = event.common();
    ErrorDeclaration error = Objects.requireNonNull(common.errorDeclaration());

    assertThat(common.eventTime()).isEqualTo(Instant.parse("2026-03-05T07:30:00.123456789Z"));
    assertThat(common.recordTime()).isEqualTo(Instant.parse("2026-03-05T07:31:00Z"));
    assertThat(common.certificationInfo()).containsExactly("https://example.com/cert/1");
    assertThat(error.reason())
        .isEqualTo(
            new UriRef(
                "incorrect_data", "https://ref.gs1.org/cbv/ER-incorrect_data", UriRef.Form.WORD));
    assertThat(error.extensions())
        .containsExactly(
            new Extension(
                "example:note",
                "https://ns.example.com/epcis/",
                "note",
                new JsonValue.Text("typing error")));
    assertThat(event.inputEPCList())
        .extracting(UriRef::canonical)
        .containsExactly("https://id.gs1.org/01/04012345111118/21/9876");
    assertThat(event.inputQuantityList().getFirst().quantity()).isEqualTo(new BigDecimal("12.50"));
    assertThat(event.outputQuantityList().getFirst().quantity()).isNull();
    assertThat(event.bizStep())
        .isEqualTo(
            new UriRef("example:firing", "https://ns.example.com/epcis/firing", UriRef.Form.CURIE));
    assertThat(Objects.requireNonNull(common.persistentDisposition()).unset())
        .extracting(UriRef::written)
        .containsExactly("damaged", "expired");
    assertThat(Objects.requireNonNull(common.readPoint()).extensions().getFirst().value())
        .isEqualTo(new JsonValue.Decimal(new BigDecimal("7")));
    assertThat(common.bizTransactionList().getFirst().type()).isNull();
    SensorReport report = common.sensorElementList().getFirst().sensorReport().getFirst();
    assertThat(report.value()).isEqualTo(new BigDecimal("3.1400"));
    assertThat(report.booleanValue()).isFalse();
    assertThat(Objects.requireNonNull(report.component()).canonical())
        .isEqualTo("https://ref.gs1.org/cbv/Comp-x");
    assertThat(common.extensions()).hasSize(1);
  }

  @Test
  void event_bytesAndContext_areExactlyThoseReceived() {
    String first = "{ \"example:茶\" : \"铁观音 \\u8336 \\\"x\\\" 🍵\",\n" + tail(Samples.SMALL);
    String second = "\t" + Samples.V1 + " \r\n";
    String context =
        "[ \"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\" ,\n"
            + " {\"example\":\"https://ns.example.com/epcis/\"} ]";
    String document = Samples.document(first, second).replace(Samples.CONTEXT, context);

    ParsedDocument parsed = Samples.parse(document);

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.eventCount()).isEqualTo(2);
    assertThat(parsed.events().get(0).bytes()).isEqualTo(Samples.utf8(first));
    assertThat(parsed.events().get(1).bytes()).isEqualTo(Samples.utf8(Samples.V1));
    assertThat(parsed.events().get(1).index()).isEqualTo(1);
    assertThat(parsed.events().get(0).context()).isEqualTo(Samples.utf8(context));
  }

  @Test
  void byteOrderMark_isSkippedAndOffsetsStayRight() {
    ParsedDocument parsed = Samples.parse("\uFEFF" + Samples.document(Samples.SMALL));

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.events().getFirst().bytes()).isEqualTo(Samples.utf8(Samples.SMALL));
    assertThat(parsed.events().getFirst().context()).isEqualTo(Samples.utf8(Samples.CONTEXT));
  }

  @Test
  void parseEvent_ofStoredBytes_isTheSameEvent() {
    for (String sample : new String[] {FULL, Samples.V1, Samples.V2, Samples.V3, Samples.SMALL}) {
      ParsedEvent parsed = Samples.parsed(sample);

      assertThat(new EpcisJson(EpcisLimits.DEFAULT).parseEvent(parsed.bytes(), parsed.context()))
          .isEqualTo(parsed.event());
    }
  }

  @Test
  void parseEvent_ofOtherBytes_throws() {
    EpcisJson json = new EpcisJson(EpcisLimits.DEFAULT);
    byte[] context = Samples.utf8(Samples.CONTEXT);

    assertThatThrownBy(() -> json.parseEvent(Samples.utf8("{\"type\":\"ObjectEvent\"}"), context))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eventTime is missing");
    assertThatThrownBy(() -> json.parseEvent(Samples.utf8(Samples.SMALL + "x"), context))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysInAnyOrder_contextLast_isReadAlike() {
    String document =
        "{\"epcisBody\":{\"eventList\":["
            + Samples.V1
            + "]},\"creationDate\":\"2026-03-05T07:30:00Z\",\"schemaVersion\":\"2.0\","
            + "\"type\":\"EPCISDocument\",\"@context\":"
            + Samples.CONTEXT
            + "}";

    ParsedDocument parsed = Samples.parse(document);

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.events().getFirst().event()).isEqualTo(Samples.event(Samples.V1));
  }

  @Test
  void eventContext_first_andLast_declarePrefixes() {
    String context = "\"@context\":{\"mine\":\"https://mine.example/\"}";
    String first = "{" + context + ",\"mine:a\":1," + tail(Samples.SMALL);
    String last =
        "{\"mine:a\":1,"
            + tail(Samples.SMALL).replace("\"OBSERVE\"}", "\"OBSERVE\"," + context + "}");

    for (String event : new String[] {first, last}) {
      ParsedEvent parsed = Samples.parsed(event);
      assertThat(parsed.event().common().extensions().getFirst().name())
          .isEqualTo("https://mine.example/a");
      assertThat(parsed.bytes()).isEqualTo(Samples.utf8(event));
    }
  }

  @Test
  void bareEvent_withItsContext_isAccepted() {
    String bare = " {" + "\"@context\":" + Samples.CONTEXT + "," + tail(Samples.V1) + "\n";

    ParsedDocument parsed = Samples.parse(bare);

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.events().getFirst().event()).isEqualTo(Samples.event(Samples.V1));
    assertThat(parsed.events().getFirst().bytes()).isEqualTo(Samples.utf8(bare.strip()));
    assertThat(parsed.events().getFirst().context()).isEqualTo(Samples.utf8(Samples.CONTEXT));
  }

  @Test
  void bareEvent_contextLast_isAccepted() {
    String bare =
        Samples.V1.substring(0, Samples.V1.length() - 1) + ",\"@context\":" + Samples.CONTEXT + "}";

    ParsedDocument parsed = Samples.parse(bare);

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.events().getFirst().event()).isEqualTo(Samples.event(Samples.V1));
  }

  @Test
  void queryDocument_isAccepted() {
    String document =
        "{\"@context\":"
            + Samples.CONTEXT
            + ",\"type\":\"EPCISQueryDocument\",\"epcisBody\":{\"queryResults\":"
            + "{\"queryName\":\"SimpleEventQuery\",\"resultsBody\":{\"eventList\":["
            + Samples.SMALL
            + "]}}}}";

    ParsedDocument parsed = Samples.parse(document);

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.events()).hasSize(1);
  }

  @Test
  void extendedEvent_keepsItsTypeAndAnyStandardField() {
    String event =
        Samples.SMALL
            .replace("ObjectEvent", "example:Firing")
            .replace(
                "\"epcList\":[]", "\"inputEPCList\":[\"urn:epc:id:sgtin:4012345.011111.9876\"]");

    ExtendedEvent parsed = (ExtendedEvent) Samples.event(event);

    assertThat(parsed.type()).isEqualTo("https://ns.example.com/epcis/Firing");
    assertThat(parsed.inputEPCList()).hasSize(1);
  }

  @Test
  void namesWithoutNamespace_belowOnesOwn_areKept_andHashedAsTheyAre() {
    String nested = "{\"part1\":{\"colour\":\"red\"},\"part2\":[{\"size\":2},{\"size\":10}]}";
    String event =
        Samples.SMALL.replace("\"epcList\":[]", "\"epcList\":[],\"example:box\":" + nested);

    EpcisEvent parsed = Samples.event(event);

    assertThat(EventHash.preimage(parsed, HashProfile.CBV_2_0))
        .endsWith("{https://ns.example.com/epcis/}boxpart1colour=redpart2size=10part2size=2");
    assertThat(Samples.parse(Samples.document(event.replace("part1", "@part"))).faults())
        .extracting(Fault::pointer)
        .containsExactly("/epcisBody/eventList/0/example:box/@part");
  }

  @Test
  void faultyEvent_doesNotTakeOthersWithIt() {
    ParsedDocument parsed =
        Samples.parse(Samples.document(Samples.SMALL, "{\"type\":\"ObjectEvent\"}", Samples.V1));

    assertThat(parsed.events()).extracting(ParsedEvent::index).containsExactly(0, 2);
    assertThat(parsed.faultsOf(1)).hasSize(4);
    assertThat(parsed.documentFaults()).isEmpty();
  }

  /** An event without its opening brace. */
  private static String tail(String event) {
    return event.substring(1);
  }
}

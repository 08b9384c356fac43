package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Written documents hold the received bytes and are accepted by the reader. */
class EpcisWriterTest {

  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
  private static final String STANDARD = '"' + ContextReader.STANDARD_URL + '"';

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void document_sameContext_isWrittenOnce() {
    List<RecordedEvent> events =
        List.of(
            RecordedEventTest.recorded(Samples.V1, Samples.CONTEXT),
            RecordedEventTest.recorded(Samples.V3, Samples.CONTEXT));

    String document = text(EpcisWriter.document(events, NOW));
    ParsedDocument read = Samples.parse(document);

    assertThat(read.faults()).isEmpty();
    assertThat(document).containsOnlyOnce("@context").contains("2026-04-01T00:00:00.000Z");
    assertThat(read.events().getFirst().event().eventID()).isEqualTo("urn:uuid:1");
    assertThat(read.events().getFirst().event().common().recordTime())
        .isEqualTo(Instant.parse("2026-03-05T07:30:00.123Z"));
    assertThat(EventHash.of(read.events().get(1).event(), HashProfile.CBV_2_0))
        .isEqualTo(EventHash.of(Samples.event(Samples.V3), HashProfile.CBV_2_0));
  }

  @Test
  void queryDocument_mixedContexts_keepEventsApart() {
    String other = "{\"example\":\"https://other.example/\"}";
    List<RecordedEvent> events =
        List.of(
            RecordedEventTest.recorded(Samples.SMALL, STANDARD),
            RecordedEventTest.recorded(Samples.V1, Samples.CONTEXT),
            RecordedEventTest.recorded(
                Samples.V3.replaceFirst("\\{", "{\"@context\":[" + STANDARD + "," + other + "],"),
                Samples.CONTEXT));

    ParsedDocument read =
        Samples.parse(text(EpcisWriter.queryDocument(events, "my \"query\"", NOW)));

    assertThat(read.faults()).isEmpty();
    assertThat(read.events().get(1).event().common().extensions().getFirst().namespace())
        .isEqualTo("https://ns.example.com/epcis/");
    assertThat(read.events().get(2).event().common().extensions().getFirst().namespace())
        .isEqualTo("https://other.example/");
  }

  @Test
  void event_alone_carriesItsContextAndKeepsReceivedBytes() {
    String sent =
        "{ \"eventID\" : \"urn:uuid:9\", \"recordTime\":\"2020-01-01T00:00:00Z\" ,\n"
            + Samples.SMALL.substring(1);

    String written = text(EpcisWriter.event(RecordedEventTest.recorded(sent, Samples.CONTEXT)));

    assertThat(written)
        .startsWith(
            "{\"@context\":"
                + Samples.CONTEXT
                + ",\"recordTime\":\"2026-03-05T07:30:00.123Z\",\"eventID\" : \"urn:uuid:9\","
                + "\"type\":\"ObjectEvent\"")
        .doesNotContain("2020-01-01");
    assertThat(Samples.parse(written).faults()).isEmpty();
  }

  @Test
  void noEvents_isStillADocument() {
    assertThat(Samples.parse(text(EpcisWriter.document(List.of(), NOW))).faults()).isEmpty();
    assertThat(
            Samples.parse(text(EpcisWriter.queryDocument(List.of(), "SimpleEventQuery", NOW)))
                .faults())
        .isEmpty();
  }
}

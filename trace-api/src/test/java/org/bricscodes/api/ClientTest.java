package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bricscodes.api.client.ApiFailure;
import org.bricscodes.api.client.BatchFileRequest;
import org.bricscodes.api.client.BatchRequest;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.Codes;
import org.bricscodes.api.client.DocumentLimits;
import org.bricscodes.api.client.DownloadProgress;
import org.bricscodes.api.client.EventFilter;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.EventPage;
import org.bricscodes.api.client.EventView;
import org.bricscodes.api.client.FoundEvent;
import org.bricscodes.api.client.Keys;
import org.bricscodes.api.client.Listing;
import org.bricscodes.api.client.RecordedReceipt;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.epcis.EpcFormat;
import org.bricscodes.epcis.ObjectEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The typed client against the real service. */
final class ClientTest {

  private static final String PARTY = "https://id.gs1.org/417/9521222000001";

  @TempDir private Path data;
  private RunningServer running;
  private TraceClient admin;
  private TraceClient factory;

  @SuppressWarnings("NullAway.Init") // set before each test
  ClientTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    admin = TraceClient.of(running.server().address(), RunningServer.ADMIN_KEY);
    factory = admin.as(running.key(PARTY, "exporter"));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void documents_areCaptured_listed_andKnownWhenSentAgain() {
    byte[] document = document(0, 3);

    CaptureReceipt first = capture(document);
    CaptureReceipt again = capture(document);

    assertThat(first.recorded()).isEqualTo(3);
    assertThat(first.finished()).isPresent();
    assertThat(again.success()).isTrue();
    assertThat(again.recorded()).isZero();
    assertThat(again.duplicates()).isEqualTo(3);
    assertThat(factory.captures().list()).containsExactly(again, first);
  }

  @Test
  void limits_areThoseTheServiceAnnounces() {
    assertThat(factory.captures().limits()).isEqualTo(new DocumentLimits(500, 4 << 20));
  }

  @Test
  void refusedEvent_isNamedByIndexPointerAndType() {
    String document = new String(document(0, 2), StandardCharsets.UTF_8);
    byte[] faulty =
        document.replace("item-1\"]", "item-1\",\"no uri\"]").getBytes(StandardCharsets.UTF_8);

    CaptureReceipt receipt =
        factory.captures().capture(faulty, EventForm.JSON, ErrorBehaviour.PROCEED);

    assertThat(receipt.success()).isFalse();
    assertThat(receipt.recorded()).isEqualTo(1);
    assertThat(receipt.refused()).isEqualTo(1);
    CaptureReceipt.CaptureError error = receipt.errors().getFirst();
    assertThat(error.event()).isEqualTo(1);
    assertThat(error.pointer()).isEqualTo("/epcisBody/eventList/1/epcList/1");
    assertThat(error.type()).isEqualTo("epcisException:ValidationException");
  }

  @Test
  void events_areStreamedAcrossPages_eachOnce_asValues() {
    for (int i = 0; i < 3; i++) {
      capture(document(i * 400, 400));
    }

    List<FoundEvent> found =
        factory.events().stream(
                EventFilter.where("EQ_bizStep", "shipping", "packing")
                    .and("orderBy", "eventTime")
                    .and("orderDirection", "ASC"))
            .toList();

    assertThat(found)
        .extracting(each -> ((ObjectEvent) each.event()).epcList().getFirst().written())
        .containsExactlyElementsOf(IntStream.range(0, 1200).mapToObj(ClientTest::epc).toList());
    assertThat(found.getFirst().json()).contains("\"recordTime\"");
  }

  @Test
  void pages_areDocuments_ofTheSizeAskedFor() {
    capture(document(0, 5));

    List<EventPage> pages =
        factory
            .events()
            .pages(EventFilter.everything(), EventView.of(EventForm.JSON).perPage(2))
            .toList();

    assertThat(pages).hasSize(3);
    assertThat(new String(pages.getFirst().document(), StandardCharsets.UTF_8))
        .startsWith("{\"@context\"")
        .contains("EPCISQueryDocument");
  }

  @Test
  void event_isFoundByItsId_orRefusedWith404() {
    capture(document(0, 1));
    String known = "urn:uuid:00000000-0000-4000-8000-000000000000";

    EventPage page = factory.events().byId(known, EventView.of(EventForm.JSON));
    ApiFailure.Refused unknown =
        catchThrowableOfType(
            ApiFailure.Refused.class,
            () -> factory.events().byId("urn:uuid:none", EventView.of(EventForm.JSON)));

    assertThat(new String(page.document(), StandardCharsets.UTF_8)).contains(known);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.type()).isEqualTo("epcisException:NoSuchResourceException");
  }

  @Test
  void values_areListed_andTheirEventsFound() {
    capture(document(0, 3));

    assertThat(factory.events().values(Listing.BIZ_STEPS)).containsExactly("shipping");
    assertThat(factory.events().values(Listing.EPCS))
        .containsExactlyInAnyOrder(epc(0), epc(1), epc(2));
    assertThat(
            factory
                .events()
                .of(
                    Listing.EPCS,
                    epc(1),
                    EventFilter.everything(),
                    EventView.of(EventForm.JSON).epcs(EpcFormat.NEVER_TRANSLATES))
                .flatMap(page -> page.events().stream()))
        .singleElement()
        .extracting(found -> ((ObjectEvent) found.event()).epcList().getFirst().written())
        .isEqualTo(epc(1));
  }

  @Test
  void singleEvent_isRecorded_andKnownUnderItsId() {
    String context = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
    String event =
        """
        {"@context":"%s","type":"ObjectEvent","eventTime":"2026-05-02T10:00:00.000+08:00",
         "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"packing","epcList":["%s"]}
        """
            .formatted(context, epc(9));

    RecordedReceipt receipt =
        factory.captures().event(event.getBytes(StandardCharsets.UTF_8), EventForm.JSON);

    assertThat(receipt.event()).contains(epc(9));
    assertThat(factory.events().byId(receipt.eventID(), EventView.of(EventForm.JSON)).size())
        .isEqualTo(1);
  }

  @Test
  void refusedQuery_namesTheParameter() {
    ApiFailure.Refused refused =
        catchThrowableOfType(
            ApiFailure.Refused.class,
            () -> factory.events().stream(EventFilter.where("EQ_nonsense", "1")).toList());

    assertThat(refused.type()).isEqualTo("epcisException:QueryParameterException");
    assertThat(refused.faults()).singleElement().asString().contains("EQ_nonsense");
  }

  @Test
  void codes_areIssuedOnce_fetched_andVoided() {
    BatchRequest order = BatchRequest.of("09521222000018", "A", 3);

    Codes.IssuedBatch batch = factory.codes().issue(order, "order-1");
    Codes.IssuedBatch again = factory.codes().issue(order, "order-1");
    List<String> serials = factory.codes().serials(batch.id());
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    factory.codes().download(batch.id(), BatchFileRequest.csv(), csv, DownloadProgress.NONE);
    String link = "/01/09521222000018/10/A/21/" + serials.getFirst();
    factory.codes().state(link, "void", "spoiled");

    assertThat(again).isEqualTo(batch);
    assertThat(serials).hasSize(3).doesNotHaveDuplicates();
    assertThat(csv.toString(StandardCharsets.UTF_8)).hasLineCount(3).startsWith(serials.getFirst());
    assertThat(factory.json("/scan" + link).path("verdict").asText()).isEqualTo("void");
  }

  @Test
  void keys_areGivenAndTaken() {
    Keys.NewKey issued = admin.keys().issue(PARTY, "Second", "auditor");
    TraceClient auditor = admin.as(issued.secret());
    assertThat(auditor.events().stream(EventFilter.everything())).isEmpty();

    admin.keys().revoke(issued.key().id());

    assertThat(admin.keys().list())
        .filteredOn(key -> key.id().equals(issued.key().id()))
        .singleElement()
        .satisfies(key -> assertThat(key.revoked()).isPresent());
    ApiFailure.Refused refused =
        catchThrowableOfType(
            ApiFailure.Refused.class,
            () -> auditor.events().stream(EventFilter.everything()).toList());
    assertThat(refused.status()).isEqualTo(401);
  }

  private CaptureReceipt capture(byte[] document) {
    return factory.captures().capture(document, EventForm.JSON, ErrorBehaviour.ROLLBACK);
  }

  private static String epc(int number) {
    return "https://id.gs1.org/01/09521222000018/21/item-" + number;
  }

  private static byte[] document(int from, int count) {
    StringBuilder events = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      events
          .append(i == from ? "" : ",")
          .append(
              """
              {"type":"ObjectEvent","eventID":"urn:uuid:00000000-0000-4000-8000-%012d",
               "eventTime":"2026-05-02T10:%02d:%02d.000+08:00","eventTimeZoneOffset":"+08:00",
               "action":"OBSERVE","bizStep":"shipping","epcList":["%s"]}
              """
                  .formatted(i, i / 60, i % 60, epc(i)));
    }
    return """
    {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
     "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-04T17:00:00+08:00",
     "epcisBody":{"eventList":[%s]}}
    """
        .formatted(events)
        .getBytes(StandardCharsets.UTF_8);
  }
}

package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CaptureTest {

  /** Without the event that says that codes were issued. */
  private static final String CAPTURED = "/epcis/events?EQ_bizStep=commissioning%7Cinspecting";

  private static final String EVENT_ID = "urn:uuid:93d90d77-d159-50b6-88fc-044d97db0670";
  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String link;
  private String document;

  @SuppressWarnings("NullAway.Init") // set before each test
  CaptureTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    String order =
        "{\"gtin\":\"09521222000018\",\"lot\":\"A\",\"quantity\":1,\"expiry\":\"2099-01-01\"}";
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    String serial =
        running
            .send(running.as(factory, "/codes/batches/" + id + "/codes.csv"))
            .body()
            .substring(0, 16);
    link = "/01/09521222000018/10/A/21/" + serial;
    document =
        """
        {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-04T17:00:00+08:00",
         "epcisHeader":{"epcisMasterData":{"vocabularyList":[{
           "type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{
             "id":"https://id.gs1.org/414/9521222000018",
             "attributes":[{"id":"cbvmda:name","attribute":"Qingxi factory"}]}]}]}},
         "epcisBody":{"eventList":[{
           "type":"ObjectEvent","eventID":"%s","eventTime":"2026-05-02T10:00:00.000+08:00",
           "eventTimeZoneOffset":"+08:00","action":"ADD","bizStep":"commissioning",
           "disposition":"active","readPoint":{"id":"https://id.gs1.org/414/9521222000018"},
           "epcList":["%s"]},{
         "type":"ObjectEvent","eventTime":"2026-05-03T10:00:00.000+08:00",
         "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"inspecting",
         "quantityList":[{"epcClass":"https://id.gs1.org/01/09521222000018/10/A"}]}]}}
        """
            .formatted(EVENT_ID, "https://id.gs1.org/01/09521222000018/21/" + serial);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void document_isAccepted_recorded_andShownAtTheScan_withThePlacesName() {
    JsonNode job = capture(factory, document);

    assertThat(job.path("success").asBoolean()).as(job.toString()).isTrue();
    assertThat(job.path("recorded").asInt()).isEqualTo(2);
    JsonNode scan =
        json(running.send(running.open("/scan" + link).header("Accept", "application/json")));
    assertThat(scan.path("verdict").asText()).isEqualTo("genuine");
    JsonNode step = scan.path("journey").get(0);
    assertThat(step.path("eventID").asText()).isEqualTo(EVENT_ID);
    assertThat(step.path("bizStep").asText()).isEqualTo("commissioning");
    assertThat(step.path("place").asText()).isEqualTo("Qingxi factory");
    assertThat(step.path("evidence").asText()).isEqualTo("declared");
  }

  @Test
  void sameDocumentAgain_isKnown_otherContentUnderTheSameId_isRefused() {
    capture(factory, document);

    JsonNode again = capture(factory, document);
    JsonNode changed = capture(factory, document.replace("commissioning", "packing"));

    assertThat(again.path("duplicates").asInt()).isEqualTo(2);
    assertThat(again.path("success").asBoolean()).isTrue();
    assertThat(changed.path("success").asBoolean()).isFalse();
    assertThat(changed.path("errors").get(0).path("type").asText())
        .isEqualTo("epcisException:ResourceAlreadyExistsException");
  }

  @Test
  void event_isFoundById_andByQuery_forItsPartyAndTheAuditorOnly() {
    capture(factory, document);
    String auditor = running.key("https://id.gs1.org/417/9521777000006", "auditor");
    String stranger = running.key("https://id.gs1.org/417/9521333000006", "partner");
    String byId = "/epcis/events/" + EVENT_ID.replace(":", "%3A");
    String query = "/epcis/events?EQ_bizStep=commissioning&GE_eventTime=2026-05-01T00:00:00+08:00";

    for (String key : List.of(factory, auditor)) {
      assertThat(events(key, byId)).hasSize(1);
      assertThat(events(key, query)).hasSize(1);
    }
    assertThat(running.send(running.as(stranger, byId)).statusCode()).isEqualTo(404);
    assertThat(events(stranger, query)).isEmpty();
  }

  @Test
  void query_withUnknownParameter_isRefused_inEpcisTerms() {
    HttpResponse<String> answer = running.send(running.as(factory, "/epcis/events?EQ_nonsense=1"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("type").asText())
        .isEqualTo("epcisException:QueryParameterException");
    assertThat(answer.headers().firstValue("GS1-EPCIS-Version")).contains("2.0.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"@context\":\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\", | '' |"
            + " 400",
        "\"schemaVersion\":\"2.0\", | '' | 400",
        "{\"@context\" | {{\"@context\" | 400"
      })
  void faultyDocument_isRefusedAtOnce(String part, String instead, int status) {
    HttpResponse<String> answer = running.send(post(factory, document.replace(part, instead)));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).path("type").asText()).isEqualTo("epcisException:ValidationException");
    assertThat(json(answer).path("faults")).isNotEmpty();
  }

  @Test
  void faultyEvent_thatTakesTheOthersWithIt_isRefusedAtOnce_andNothingIsStored() {
    HttpResponse<String> answer =
        running.send(post(factory, document.replace(".000+08:00\",", ".000\",")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("faults"))
        .extracting(fault -> fault.path("where").asText())
        .containsExactly("/epcisBody/eventList/0/eventTime", "/epcisBody/eventList/1/eventTime");
    assertThat(events(factory, CAPTURED)).isEmpty();
  }

  @Test
  void faultyEvent_thatOthersOutlive_isNamedInTheirJob() {
    CaptureReceipt receipt =
        TraceClient.of(running.server().address(), factory)
            .captures()
            .capture(
                document
                    .replace("05-03T10:00:00.000+08:00", "05-03T10:00:00.000")
                    .getBytes(StandardCharsets.UTF_8),
                EventForm.JSON,
                ErrorBehaviour.PROCEED);

    assertThat(receipt.success()).isFalse();
    assertThat(receipt.errors().getFirst().pointer()).isEqualTo("/epcisBody/eventList/1/eventTime");
    assertThat(events(factory, CAPTURED)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | {} | 415 | send application/ld+json",
        "application/xml | {} | 415 | says XML, but the body is JSON",
        "application/json | <a/> | 415 | says JSON, but the body is XML",
        "application/json;charset=ISO-8859-1 | {} | 415 | charset ISO-8859-1",
        "text/xml; Charset=\"utf-16\" | <a/> | 415 | charset utf-16",
        "text/xml; charset=\"UTF-8\" | <a/> | 400 | no document of EPCIS",
        "application/xml | <!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a> | 400 | DOCTYPE",
        "application/xml | %PDF-1.7 | 400 | a PDF",
        "application/json | hello | 400 | neither JSON nor XML"
      })
  void bodyThatIsNotWhatItShouldBe_isRefused(String type, String body, int status, String detail) {
    HttpResponse<String> answer =
        running.send(
            running
                .as(factory, "/epcis/capture")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).path("detail").asText()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:epcglobal:epcis:xsd:2, 2.0, application/xml",
    "urn:epcglobal:epcis:xsd:1, 1.2, text/xml; charset=utf-8",
    "urn:epcglobal:epcis:xsd:2, 2.0, ''"
  })
  void documentInXml_isCaptured_andFoundLikeAnyOther(
      String namespace, String version, String type) {
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <epcis:EPCISDocument xmlns:epcis="%s" schemaVersion="%s"
            xmlns:example="https://ns.example.com/epcis/" creationDate="2026-05-04T17:00:00Z">
          <EPCISBody><EventList><ObjectEvent>
            <eventTime>2026-05-02T10:00:00.000+08:00</eventTime>
            <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
            <epcList><epc>urn:epc:id:sscc:4012345.0000000333</epc></epcList>
            <action>OBSERVE</action>
            <bizStep>urn:epcglobal:cbv:bizstep:inspecting</bizStep>
            <example:by>茶</example:by>
          </ObjectEvent></EventList></EPCISBody>
        </epcis:EPCISDocument>
        """
            .formatted(namespace, version);
    var request = running.as(factory, "/epcis/capture").POST(BodyPublishers.ofString(xml));
    if (!type.isEmpty()) {
      request.setHeader("Content-Type", type);
    }

    HttpResponse<String> answer = running.send(request);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String job = answer.headers().firstValue("Location").orElseThrow();
    TraceClient.of(running.server().address(), factory)
        .captures()
        .await(job.substring(job.lastIndexOf('/') + 1));
    List<JsonNode> found = events(factory, "/epcis/events?EQ_bizStep=inspecting");
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().path("bizStep").asText()).isEqualTo("inspecting");
    assertThat(found.getFirst().path("example:by").asText()).isEqualTo("茶");
  }

  @Test
  void faultInXml_isNamedByPathAndLine() {
    String xml =
        "<epcis:EPCISDocument xmlns:epcis='urn:epcglobal:epcis:xsd:2' schemaVersion='2.0'"
            + " creationDate='2026-05-04T17:00:00Z'><EPCISBody><EventList>\n<ObjectEvent>\n"
            + "<eventTime>2026-05-02T10:00:00</eventTime>"
            + "<eventTimeZoneOffset>+08:00</eventTimeZoneOffset><epcList/>"
            + "<action>OBSERVE</action></ObjectEvent></EventList></EPCISBody>"
            + "</epcis:EPCISDocument>";

    HttpResponse<String> answer =
        running.send(
            running
                .as(factory, "/epcis/capture")
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString(xml)));

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode fault = json(answer).path("faults").get(0);
    assertThat(fault.path("where").asText())
        .isEqualTo("/epcis:EPCISDocument/EPCISBody/EventList/ObjectEvent[1]/eventTime");
    assertThat(fault.toString()).contains("line 3: ").contains("has no zone");
  }

  @Test
  void deepDocument_isRefused() {
    String deep = "[".repeat(1000) + "]".repeat(1000);

    HttpResponse<String> answer = running.send(post(factory, "{\"a\":" + deep + "}"));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void proofAndLog_verifyFromTheCommandLine_alsoWithTheServerGone(@TempDir Path files)
      throws Exception {
    capture(factory, document);
    TraceClient client = TraceClient.of(running.server().address(), null);
    JsonNode scan = client.json("/scan" + link);
    while (!scan.path("journey").get(0).path("logged").asBoolean()) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      scan = client.json("/scan" + link);
    }
    Path bundle = files.resolve("proof.json");
    Files.writeString(bundle, client.text("/scan" + link + "/proof"));
    String key = client.text("/log/key").strip();
    int overHttp = trace("log", "check", running.server().address() + "/log", "--key", key);
    running.close();
    String proof = Files.readString(bundle);
    Path forged = files.resolve("forged.json");
    Files.writeString(forged, proof.replace("commissioning", "commissioninG"));

    assertThat(overHttp).isEqualTo(0);
    assertThat(trace("log", "check", data.resolve("log").toString(), "--key", key)).isEqualTo(0);
    assertThat(trace("verify", bundle.toString(), "--log-key", key)).isEqualTo(0);
    assertThat(trace("verify", forged.toString(), "--log-key", key)).isEqualTo(1);
    assertThat(trace("verify", data.toString())).isEqualTo(2);
    running = RunningServer.in(data);
  }

  private static int trace(String... arguments) {
    return Trace.command().execute(arguments);
  }

  private java.net.http.HttpRequest.Builder post(String key, String body) {
    return running
        .as(key, "/epcis/capture")
        .header("Content-Type", "application/ld+json")
        .POST(BodyPublishers.ofString(body));
  }

  private JsonNode capture(String key, String body) {
    TraceClient client = TraceClient.of(running.server().address(), key);
    String captureID =
        client
            .captures()
            .submit(body.getBytes(StandardCharsets.UTF_8), EventForm.JSON, ErrorBehaviour.ROLLBACK);
    client.captures().await(captureID);
    return client.json("/epcis/capture/" + captureID);
  }

  private List<JsonNode> events(String key, String path) {
    JsonNode list =
        json(running.send(running.as(key, path)))
            .path("epcisBody")
            .path("queryResults")
            .path("resultsBody")
            .path("eventList");
    List<JsonNode> events = new java.util.ArrayList<>();
    list.forEach(events::add);
    return events;
  }
}

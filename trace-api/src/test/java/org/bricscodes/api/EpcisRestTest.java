package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.query.QueryAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The EPCIS 2.0 REST interface: single events, top-level resources, headers, page tokens. */
final class EpcisRestTest {

  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String URN = "urn:epc:id:sgtin:9521222.000001.A1";
  private static final String LINK = "https://id.gs1.org/01/09521222000018/21/A1";
  private static final Pattern NEXT =
      Pattern.compile("<http://[^/]+(/[^>]*nextPageToken=([^>&]*))>; rel=\"next\"");

  @TempDir private Path data;
  private RunningServer running;
  private String factory;

  @SuppressWarnings("NullAway.Init") // set before each test
  EpcisRestTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(FACTORY, "exporter");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void event_isCreated_echoed_andFoundAtItsLocation() {
    HttpResponse<String> created = create(event("urn:uuid:1", "shipping", URN));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(json(created).path("eventID").asText()).isEqualTo("urn:uuid:1");
    assertThat(json(created).path("recordTime").asText()).isNotEmpty();
    assertThat(json(created).path("epcList").get(0).asText()).isEqualTo(LINK);
    String location = created.headers().firstValue("Location").orElse("");
    assertThat(location).endsWith("/epcis/events/urn%3Auuid%3A1");
    HttpResponse<String> found =
        get(location.substring(running.server().address().toString().length()));
    assertThat(events(found))
        .extracting(e -> e.path("bizStep").asText())
        .containsExactly("shipping");
  }

  @Test
  void event_withoutEventID_isGivenItsHash() {
    HttpResponse<String> created =
        create(event("x", "shipping", URN).replace("\"eventID\":\"x\",", ""));

    assertThat(json(created).path("eventID").asText()).startsWith("ni:///sha-256;");
  }

  @Test
  void event_thatIsThereAlready_isAConflict_andAnErrorDeclarationIsNot() {
    String event = event("urn:uuid:1", "shipping", URN);
    create(event);

    HttpResponse<String> again = create(event);
    HttpResponse<String> other = create(event.replace("shipping", "receiving"));
    HttpResponse<String> wrong =
        create(
            event.replace(
                "\"action\"",
                "\"errorDeclaration\":{\"declarationTime\":\"2026-05-05T00:00:00Z\","
                    + "\"reason\":\"incorrect_data\"},\"action\""));

    for (HttpResponse<String> refused : List.of(again, other)) {
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(json(refused).path("type").asText())
          .isEqualTo("epcisException:ResourceAlreadyExistsException");
      assertThat(json(refused).path("existing").asText()).endsWith("/events/urn%3Auuid%3A1");
    }
    assertThat(again.body()).isNotEqualTo(other.body());
    assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(201);
    assertThat(events(get("/epcis/events/urn%3Auuid%3A1"))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shipping | shiping | /bizStep",
        "2026-05-04T10:00:00+08:00 | 2026-05-04T10:00:00 | /eventTime",
        "\"@context\" | \"@contekst\" | ''",
        "\"ObjectEvent\" | \"EPCISDocument\" | ''"
      })
  void faultyEvent_isRefused_andNothingIsKept(String part, String instead, String where) {
    HttpResponse<String> refused =
        create(event("urn:uuid:1", "shipping", URN).replace(part, instead));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("type").asText()).isEqualTo("epcisException:ValidationException");
    assertThat(json(refused).path("faults").findValuesAsText("where")).contains(where);
    assertThat(events(get("/epcis/events"))).isEmpty();
  }

  @Test
  void eventOfOverHalfAMebibyte_isRefused_sinceAnswersHoldMany() {
    StringBuilder notes = new StringBuilder();
    for (int i = 0; i < 70; i++) {
      notes.append("\"https://example.org/n").append(i).append("\":\"");
      notes.append("x".repeat(8_000)).append("\",");
    }
    String event = event("urn:uuid:1", "shipping", URN).replace("\"action\"", notes + "\"action\"");

    HttpResponse<String> refused = create(event);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("detail").asText()).contains("524288");
  }

  @Test
  void auditor_cannotCreate() {
    String auditor = running.key("https://id.gs1.org/417/9521777000006", "auditor");

    assertThat(post(auditor, event("urn:uuid:1", "shipping", URN)).statusCode()).isEqualTo(403);
  }

  @Test
  void home_listsTheResources() {
    assertThat(members(get("/epcis")))
        .containsExactly(
            "events",
            "eventTypes",
            "epcs",
            "bizSteps",
            "bizLocations",
            "readPoints",
            "dispositions",
            "capture",
            "queries");
  }

  @ParameterizedTest
  @CsvSource({
    "eventTypes, ObjectEvent",
    "bizSteps, shipping",
    "dispositions, in_transit",
    "readPoints, https://id.gs1.org/414/9521222000018",
    "bizLocations, https://id.gs1.org/414/9521222000018/254/B",
    "epcs, https://id.gs1.org/01/09521222000018/21/A1"
  })
  void value_isListed_andLeadsToItsEvents(String resource, String value) {
    create(event("urn:uuid:1", "shipping", URN));
    String path = "/epcis/" + resource;

    assertThat(members(get(path))).containsExactly(value);
    assertThat(members(get(path + "/" + Percent.encode(value)))).containsExactly("events");
    assertThat(events(get(path + "/" + Percent.encode(value) + "/events"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "bizSteps, urn:epcglobal:cbv:bizstep:shipping",
    "bizSteps, https://ref.gs1.org/cbv/BizStep-shipping",
    "dispositions, urn:epcglobal:cbv:disp:in_transit",
    "readPoints, urn:epc:id:sgln:9521222.00001.0",
    "epcs, urn:epc:id:sgtin:9521222.000001.A1",
    "epcs, https://example.org/01/09521222000018/21/A1"
  })
  void value_isFoundInEveryForm(String resource, String value) {
    create(event("urn:uuid:1", "shipping", URN));

    HttpResponse<String> found =
        get("/epcis/" + resource + "/" + Percent.encode(value) + "/events");

    assertThat(events(found)).as(found.body()).hasSize(1);
  }

  @Test
  void valuesEvents_takeQueryParameters_butNotAgainstThePath() {
    create(event("urn:uuid:1", "shipping", URN));
    create(event("urn:uuid:2", "receiving", URN));

    assertThat(events(get("/epcis/bizSteps/shipping/events?EQ_action=OBSERVE"))).hasSize(1);
    assertThat(events(get("/epcis/bizSteps/shipping/events?EQ_action=ADD"))).isEmpty();
    assertThat(events(get("/epcis/bizSteps/shipping/events?EQ_bizStep=shipping"))).hasSize(1);
    HttpResponse<String> against = get("/epcis/bizSteps/shipping/events?EQ_bizStep=receiving");
    assertThat(against.statusCode()).isEqualTo(400);
    assertThat(json(against).path("faults").findValuesAsText("where"))
        .containsExactly("EQ_bizStep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/epcis/bizSteps/receiving",
        "/epcis/epcs/urn%3Aepc%3Aid%3Asgtin%3A9521222.000001.B1",
        "/epcis/events/urn%3Auuid%3A9",
        "/epcis/capture/0000"
      })
  void whatDoesNotOccur_isNotFound(String path) {
    create(event("urn:uuid:1", "shipping", URN));

    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("type").asText())
        .isEqualTo("epcisException:NoSuchResourceException");
  }

  @Test
  void valuesOfOthers_areHidden() {
    create(event("urn:uuid:1", "shipping", URN));
    String stranger = running.key("https://id.gs1.org/417/9521333000006", "partner");
    String auditor = running.key("https://id.gs1.org/417/9521777000006", "auditor");

    for (TopLevel resource : TopLevel.values()) {
      assertThat(members(running.send(running.as(stranger, resource.path())))).isEmpty();
      assertThat(members(running.send(running.as(auditor, resource.path())))).hasSize(1);
    }
    assertThat(running.send(running.as(stranger, "/epcis/bizSteps/shipping")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void epcFormat_isHonoured_andSaid() {
    create(event("urn:uuid:1", "shipping", URN));

    assertThat(epc("Always_GS1_Digital_Link")).isEqualTo(LINK);
    assertThat(epc("No_Preference")).isEqualTo(LINK);
    assertThat(epc("Never_Translates")).isEqualTo(URN);
    assertThat(epc("Always_EPC_URN")).isEqualTo(URN);
    HttpResponse<String> listed =
        running.send(
            running.as(factory, "/epcis/epcs").header("GS1-EPC-Format", "Never_Translates"));
    assertThat(members(listed)).containsExactly(URN);
    HttpResponse<String> urns =
        running.send(running.as(factory, "/epcis/epcs").header("GS1-EPC-Format", "Always_EPC_URN"));
    assertThat(members(urns)).containsExactly(URN);
    HttpResponse<String> wrong =
        running.send(running.as(factory, "/epcis/events").header("GS1-EPC-Format", "always_urn"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("GS1-EPC-Format", "Always_EPC_URN");
  }

  @Test
  void linkOfAnUnknownPrefix_becomesAUrn_onceTheOperatorHasGs1sList() throws IOException {
    create(event("urn:uuid:1", "shipping", "https://id.gs1.org/01/10614141073464/21/2017"));
    assertThat(epc("Always_EPC_URN")).isEqualTo("https://id.gs1.org/01/10614141073464/21/2017");
    running.close();

    Files.writeString(
        data.resolve("company-prefixes.json"),
        "{\"GCPPrefixFormatList\":{\"entry\":[{\"prefix\":\"0614141\",\"gcpLength\":7}]}}");
    running = RunningServer.in(data);

    assertThat(epc("Always_EPC_URN")).isEqualTo("urn:epc:id:sgtin:0614141.107346.2017");
  }

  private String epc(String format) {
    HttpResponse<String> answer =
        running.send(running.as(factory, "/epcis/events").header("GS1-EPC-Format", format));
    assertThat(answer.headers().firstValue("GS1-EPC-Format"))
        .contains(format.equals("No_Preference") ? "Always_GS1_Digital_Link" : format);
    return events(answer).getFirst().path("epcList").get(0).asText();
  }

  @Test
  void extensions_shortenListedValues() {
    create(
        event("urn:uuid:1", "shipping", URN)
            .replace("\"shipping\"", "\"https://ns.example.com/steps/cupping\""));

    HttpResponse<String> listed =
        running.send(
            running
                .as(factory, "/epcis/bizSteps")
                .header(
                    "GS1-Extensions",
                    "ex=https://ns.example.com/, s=https://ns.example.com/steps/"));

    assertThat(members(listed)).containsExactly("s:cupping");
    assertThat(json(listed).path("@context").get(1).path("s").asText())
        .isEqualTo("https://ns.example.com/steps/");
  }

  @Test
  void xml_isAnsweredWhereItIsAskedFor() {
    create(event("urn:uuid:1", "shipping", URN));

    HttpResponse<String> events = xml("/epcis/events", "GS1-EPC-Format", "Always_EPC_URN");
    assertThat(events.headers().firstValue("Content-Type")).contains("application/xml");
    assertThat(events.headers().firstValue("GS1-CBV-XML-Format")).contains("Always_Web_URI");
    assertThat(events.body())
        .startsWith("<?xml")
        .contains(
            "epcisq:EPCISQueryDocument",
            "<epc>" + URN + "</epc>",
            "<bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep>",
            "<eventID>urn:uuid:1</eventID>");
    assertThat(xml("/epcis/events", "GS1-CBV-XML-Format", "Always_URN").body())
        .contains("<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>");
    assertThat(xml("/epcis/bizSteps", "GS1-CBV-XML-Format", "Always_URN").body())
        .contains("<member>urn:epcglobal:cbv:bizstep:shipping</member>");
    assertThat(xml("/epcis", "GS1-CBV-XML-Format", "No_Preference").body())
        .contains("<member>events</member>");
    HttpResponse<String> refused = xml("/epcis/events?EQ_nonsense=1", "Accept-Language", "en");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+xml");
    assertThat(refused.body())
        .contains(
            "epcis:EPCISException",
            "<type>epcisException:QueryParameterException</type>",
            "where=\"EQ_nonsense\"");
  }

  @Test
  void xmlEvent_isCreated_andJobs_areToldInXml() {
    create(event("urn:uuid:1", "shipping", URN));
    String document = xml("/epcis/events", "GS1-EPC-Format", "Always_EPC_URN").body();
    String other = document.replace("urn:uuid:1", "urn:uuid:2");

    HttpResponse<String> created =
        running.send(
            running
                .as(factory, "/epcis/events")
                .header("Content-Type", "application/xml")
                .header("Accept", "application/xml")
                .POST(BodyPublishers.ofString(other)));
    HttpResponse<String> accepted =
        running.send(
            running
                .as(factory, "/epcis/capture")
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofString(document.replace("urn:uuid:1", "urn:uuid:3"))));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.body()).contains("<eventID>urn:uuid:2</eventID>");
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    String jobs = xml("/epcis/capture", "Accept-Language", "en").body();
    assertThat(jobs).contains("epcis:EPCISCaptureJobList", "<captureErrorBehaviour>rollback</");
  }

  @Test
  void body_thatIsNotWhatItsTypeSays_isRefused() {
    HttpResponse<String> answer =
        running.send(
            running
                .as(factory, "/epcis/events")
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString(event("urn:uuid:1", "shipping", URN))));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(json(answer).path("type").asText())
        .isEqualTo("epcisException:UnsupportedMediaTypeException");
  }

  private HttpResponse<String> xml(String path, String header, String value) {
    return running.send(
        running.as(factory, path).header("Accept", "application/xml").header(header, value));
  }

  @ParameterizedTest
  @CsvSource({
    "GS1-EPCIS-Min, 2.1, 406",
    "GS1-EPCIS-Min, 2.0, 200",
    "GS1-EPCIS-Min, 1.2, 200",
    "GS1-EPCIS-Max, 1.2, 406",
    "GS1-EPCIS-Max, 2.0.0, 200",
    "GS1-EPCIS-Version, 2.0.0, 200",
    "GS1-EPCIS-Version, 3.0, 406",
    "GS1-CBV-Min, 2.1, 406",
    "GS1-CBV-Max, 2.0, 200",
    "GS1-CBV-Version, 1.2, 406",
    "Accept, application/json, 200",
    "Accept, application/ld+json, 200",
    "Accept, text/html, 406",
    "GS1-Extensions, nonsense, 400"
  })
  void header_isAnswered(String name, String value, int status) {
    HttpResponse<String> answer =
        running.send(running.as(factory, "/epcis/events").header(name, value));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("GS1-EPCIS-Version")).contains("2.0.0");
    assertThat(answer.headers().firstValue("GS1-CBV-Version")).contains("2.0.0");
    if (status == 406) {
      assertThat(json(answer).path("type").asText())
          .isEqualTo("epcisException:NotAcceptableException");
    } else if (name.equals("Accept")) {
      assertThat(answer.headers().firstValue("Content-Type")).contains(value);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/epcis | GET, HEAD, OPTIONS",
        "/epcis/capture | GET, HEAD, OPTIONS, POST",
        "/epcis/capture/1 | GET, HEAD, OPTIONS",
        "/epcis/events | GET, HEAD, OPTIONS, POST",
        "/epcis/events/urn%3Auuid%3A1 | GET, HEAD, OPTIONS",
        "/epcis/bizSteps | GET, HEAD, OPTIONS",
        "/epcis/epcs/urn%3Ax%3Ay/events | GET, HEAD, OPTIONS"
      })
  void options_tellTheMethodsThereAre(String path, String allow) {
    HttpResponse<String> answer =
        running.send(running.open(path).method("OPTIONS", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Allow")).contains(allow);
    assertThat(answer.headers().firstValue("GS1-EPC-Format")).contains("No_Preference");
    assertThat(answer.headers().firstValue("GS1-CBV-XML-Format")).contains("No_Preference");
    assertThat(answer.headers().firstValue("GS1-EPCIS-Max")).contains("2.0.0");
    boolean captures = allow.contains("POST") || path.equals("/epcis");
    assertThat(answer.headers().firstValue("GS1-EPCIS-Capture-Limit").isPresent())
        .isEqualTo(captures);
    assertThat(answer.headers().firstValue("GS1-Capture-Error-Behaviour").isPresent())
        .isEqualTo(captures);
  }

  @Test
  void tooLargeDocument_isToldTheLimits() {
    HttpResponse<String> answer =
        running.send(
            running
                .as(factory, "/epcis/capture")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[(4 << 20) + 1])));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(json(answer).path("type").asText())
        .isEqualTo("epcisException:CaptureLimitExceededException");
    assertThat(answer.headers().firstValue("GS1-EPCIS-Capture-Limit")).contains("500");
    assertThat(answer.headers().firstValue("GS1-EPCIS-Capture-File-Size-Limit"))
        .contains("4194304");
  }

  @ParameterizedTest
  @CsvSource({
    "GS1-EPCIS-Version, 1.2.0, 400",
    "GS1-EPCIS-Version, 2.0.0, 400",
    "GS1-EPCIS-Version, 3.0, 406",
    "GS1-EPCIS-Version, abc, 400"
  })
  void versionOfADocument_isTaken_asFarBackAsOptionsSay(String name, String value, int status) {
    HttpResponse<String> answer =
        running.send(
            running
                .as(factory, "/epcis/capture")
                .header("Content-Type", "application/xml")
                .header(name, value)
                .POST(BodyPublishers.ofString("<no-document/>")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body().contains("\"GS1-EPCIS-Version\""))
        .isEqualTo(!value.endsWith(".0") || value.equals("3.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/epcis/events/", "/epcis/capture/", "/epcis/epcs//events"})
  void emptySegment_isNotFound_whateverTheMethod(String path) {
    assertThat(get(path).statusCode()).isEqualTo(404);
    assertThat(running.post(factory, path, "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void answersOfThisService_areKnownWhenTheyComeBack_inEveryForm() {
    create(event("urn:uuid:1", "shipping", URN));
    create(event("x", "receiving", URN).replace("\"eventID\":\"x\",", ""));

    for (String accept : List.of("application/json", "application/xml")) {
      for (String format :
          List.of("Always_GS1_Digital_Link", "Always_EPC_URN", "Never_Translates")) {
        String answer =
            running
                .send(
                    running
                        .as(factory, "/epcis/events")
                        .header("Accept", accept)
                        .header("GS1-EPC-Format", format))
                .body();
        HttpResponse<String> accepted =
            running.send(
                running
                    .as(factory, "/epcis/capture")
                    .header("Content-Type", accept)
                    .POST(BodyPublishers.ofString(answer)));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElse("");
        JsonNode done = job(job.substring(job.lastIndexOf('/')));
        assertThat(done.path("duplicates").asInt())
            .as("%s %s %s", accept, format, done)
            .isEqualTo(2);
      }
    }
  }

  private JsonNode job(String id) {
    JsonNode job = json(get("/epcis/capture" + id));
    while (job.path("running").asBoolean()) {
      job = json(get("/epcis/capture" + id));
    }
    return job;
  }

  @Test
  void resultBeyondItsLimit_namesTheLimit() {
    create(event("urn:uuid:1", "shipping", URN));
    create(event("urn:uuid:2", "shipping", URN));

    HttpResponse<String> tooLarge = get("/epcis/events?maxEventCount=1");
    Problem tooComplex =
        EventPages.tooMuch(new QueryAnswer.TooComplex(QueryAnswer.Limit.WORK, 20_000));

    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(json(tooLarge).path("type").asText())
        .isEqualTo("epcisException:QueryTooLargeException");
    assertThat(json(tooLarge).path("detail").asText()).contains("maxEventCount = 1");
    assertThat(events(get("/epcis/events?maxEventCount=2"))).hasSize(2);
    assertThat(tooComplex.kind().status()).isEqualTo(413);
    assertThat(tooComplex.kind().epcisType()).isEqualTo("epcisException:QueryTooComplexException");
    assertThat(tooComplex.members())
        .containsEntry("limit", "WORK")
        .containsEntry("limitValue", "20000");
  }

  @Test
  void otherMethod_isNotAllowed_inEpcisTerms() {
    HttpResponse<String> answer =
        running.send(running.as(factory, "/epcis/events").method("PATCH", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(json(answer).path("type").asText())
        .isEqualTo("epcisException:ImplementationException");
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
  }

  @Test
  void addressOf64Kilobytes_isTooLong_inEpcisTerms() {
    HttpResponse<String> answer = get("/epcis/events?EQ_bizStep=" + "x".repeat(64 << 10));

    assertThat(answer.statusCode()).isEqualTo(414);
    assertThat(json(answer).path("type").asText()).isEqualTo("epcisException:URITooLongException");
  }

  @Test
  void pages_leadOn_toTheirEnd_andATokenGivenBackLeadsNowhere() {
    for (int i = 0; i < 7; i++) {
      create(event("urn:uuid:" + i, "shipping", "urn:epc:id:sgtin:9521222.000001.A" + i));
    }

    for (String path : List.of("/epcis/events", "/epcis/epcs", "/epcis/bizSteps/shipping/events")) {
      List<String> seen = new ArrayList<>();
      String next = path + "?perPage=3";
      int pages = 0;
      while (!next.isEmpty()) {
        HttpResponse<String> page = get(next);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        if (path.endsWith("epcs")) {
          seen.addAll(members(page));
        } else {
          events(page).forEach(event -> seen.add(event.path("eventID").asText()));
        }
        Matcher link = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
        next = link.matches() ? link.group(1) : "";
        assertThat(page.headers().firstValue("GS1-Next-Page-Token-Expires").map(Instant::parse))
            .matches(expires -> expires.isPresent() == link.matches());
        pages++;
      }
      assertThat(seen).as(path).hasSize(7).doesNotHaveDuplicates();
      assertThat(pages).isEqualTo(3);
    }

    Matcher link =
        NEXT.matcher(get("/epcis/events?perPage=3").headers().firstValue("Link").orElse(""));
    assertThat(link.matches()).isTrue();
    HttpRequest.Builder end = running.as(factory, "/epcis/nextPageToken/" + link.group(2)).DELETE();
    assertThat(running.send(end).statusCode()).isEqualTo(204);
    assertThat(get(link.group(1)).statusCode()).isEqualTo(400);
    HttpRequest.Builder foreign = running.as(factory, "/epcis/nextPageToken/nonsense").DELETE();
    assertThat(running.send(foreign).statusCode()).isEqualTo(404);
  }

  @Test
  void tokenOfAnotherAsker_orQuery_isRefused() {
    create(event("urn:uuid:1", "shipping", URN));
    create(event("urn:uuid:2", "shipping", URN));
    Matcher link =
        NEXT.matcher(get("/epcis/events?perPage=1").headers().firstValue("Link").orElse(""));
    assertThat(link.matches()).isTrue();

    HttpResponse<String> otherQuery =
        get("/epcis/events?EQ_bizStep=shipping&nextPageToken=" + link.group(2));
    String stranger = running.key("https://id.gs1.org/417/9521333000006", "partner");
    HttpResponse<String> otherAsker = running.send(running.as(stranger, link.group(1)));

    assertThat(otherQuery.statusCode()).isEqualTo(400);
    assertThat(otherAsker.statusCode()).isEqualTo(400);
  }

  @Test
  void captureJobs_areListedInPages() {
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> accepted =
          running.send(
              running
                  .as(factory, "/epcis/capture")
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          """
                          {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                           "type":"EPCISDocument","schemaVersion":"2.0",
                           "creationDate":"2026-05-04T17:00:00+08:00",
                           "epcisBody":{"eventList":[]}}\
                          """)));
      assertThat(accepted.statusCode()).isEqualTo(202);
    }

    HttpResponse<String> first = get("/epcis/capture?perPage=2");
    Matcher link = NEXT.matcher(first.headers().firstValue("Link").orElse(""));

    assertThat(json(first)).hasSize(2);
    assertThat(link.matches()).isTrue();
    assertThat(json(get(link.group(1)))).hasSize(1);
  }

  private HttpResponse<String> get(String path) {
    return running.send(running.as(factory, path));
  }

  private HttpResponse<String> create(String event) {
    return post(factory, event);
  }

  private HttpResponse<String> post(String key, String event) {
    return running.post(key, "/epcis/events", event);
  }

  private static String event(String eventID, String bizStep, String epc) {
    return """
    {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
     "type":"ObjectEvent","eventID":"%s","eventTime":"2026-05-04T10:00:00+08:00",
     "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"%s","disposition":"in_transit",
     "readPoint":{"id":"https://id.gs1.org/414/9521222000018"},
     "bizLocation":{"id":"https://id.gs1.org/414/9521222000018/254/B"},"epcList":["%s"]}\
    """
        .formatted(eventID, bizStep, epc);
  }

  private static List<String> members(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("type").asText()).isEqualTo("Collection");
    List<String> members = new ArrayList<>();
    json(answer).path("member").forEach(member -> members.add(member.asText()));
    return members;
  }

  private static List<JsonNode> events(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode list =
        json(answer).path("epcisBody").path("queryResults").path("resultsBody").path("eventList");
    List<JsonNode> events = new ArrayList<>();
    list.forEach(events::add);
    return events;
  }
}

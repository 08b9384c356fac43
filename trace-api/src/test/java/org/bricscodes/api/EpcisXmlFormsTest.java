package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bricscodes.capture.CaptureFault;
import org.bricscodes.capture.CaptureJob;
import org.bricscodes.capture.ErrorBehaviour;
import org.junit.jupiter.api.Test;

/** EPCIS answers other than events, text for text. */
class EpcisXmlFormsTest {

  private static final String LINE = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final Instant CREATED = Instant.parse("2026-03-05T07:30:00.123Z");

  private static final CaptureJob RUNNING =
      new CaptureJob("01ABC", "urn:party", CREATED, ErrorBehaviour.PROCEED, null);

  private static String text(byte[] xml) {
    return new String(xml, StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void captureJob_running_hasNoErrors() {
    assertThat(text(EpcisXmlForms.captureJob(RUNNING)))
        .isEqualTo(
            LINE
                + "<epcis:EPCISCaptureJob xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\""
                + " xmlns:more=\"https://bricscodes.org/epcis-answers/v1\""
                + " running=\"true\" success=\"true\" captureID=\"01ABC\">"
                + "<captureErrorBehaviour>proceed</captureErrorBehaviour>"
                + "<createdAt>2026-03-05T07:30:00.123Z</createdAt></epcis:EPCISCaptureJob>");
  }

  @Test
  void captureJobs_finished_listTheirErrors() {
    CaptureFault fault =
        new CaptureFault(
            3, "urn:uuid:1", CaptureFault.Kind.CONFLICT, "/epcisBody/eventList/3", "a < b\u0007");
    CaptureJob failed =
        new CaptureJob(
            "01ABD",
            "urn:party",
            CREATED,
            ErrorBehaviour.ROLLBACK,
            new CaptureJob.Result(CREATED.plusSeconds(1), 0, 2, 1, List.of(fault), 4));

    assertThat(text(EpcisXmlForms.captureJobs(List.of(RUNNING, failed))))
        .startsWith(LINE + "<epcis:EPCISCaptureJobList xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\"")
        .contains("<EPCISCaptureJob running=\"true\"")
        .endsWith(
            "<EPCISCaptureJob running=\"false\" success=\"false\" captureID=\"01ABD\">"
                + "<captureErrorBehaviour>rollback</captureErrorBehaviour>"
                + "<createdAt>2026-03-05T07:30:00.123Z</createdAt>"
                + "<finishedAt>2026-03-05T07:30:01.123Z</finishedAt><errors><error>"
                + "<type>epcisException:ResourceAlreadyExistsException</type>"
                + "<title>It already exists</title><status>409</status>"
                + "<detail>a &lt; b\uFFFD</detail><instance>urn:uuid:1</instance>"
                + "<more:event>3</more:event><more:pointer>/epcisBody/eventList/3</more:pointer>"
                + "</error></errors><more:recorded>0</more:recorded>"
                + "<more:duplicates>2</more:duplicates><more:refused>1</more:refused>"
                + "<more:errorsOmitted>4</more:errorsOmitted></EPCISCaptureJob>"
                + "</epcis:EPCISCaptureJobList>");
  }

  @Test
  void problem_namesEveryFault() {
    Problem problem =
        new Problem(
                ProblemKind.INVALID_PARAMETER,
                "two & more",
                List.of(new Problem.Fault("GE_\"x\"", "must be a number")))
            .with("retry", "no");

    assertThat(text(EpcisXmlForms.problem(problem, "epcisException:QueryParameterException", "/e")))
        .isEqualTo(
            LINE
                + "<epcis:EPCISException xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\""
                + " xmlns:more=\"https://bricscodes.org/epcis-answers/v1\">"
                + "<type>epcisException:QueryParameterException</type>"
                + "<title>A parameter is not valid</title><status>400</status>"
                + "<detail>two &amp; more</detail><instance>/e</instance>"
                + "<more:code>invalid-parameter</more:code>"
                + "<more:member name=\"retry\">no</more:member>"
                + "<more:fault where=\"GE_&quot;x&quot;\">must be a number</more:fault>"
                + "<more:faultCount>1</more:faultCount></epcis:EPCISException>");
  }

  @Test
  void collection_listsItsMembers() {
    assertThat(text(EpcisXmlForms.collection(List.of("events", "a&b"))))
        .isEqualTo(
            LINE
                + "<epcis:Collection xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\">"
                + "<member>events</member><member>a&amp;b</member></epcis:Collection>");
  }

  @Test
  void queries_haveParametersOfTheQuerySchema() {
    Map<String, JsonNode> queries = new TreeMap<>();
    queries.put(
        "q1", json("{\"@context\":[],\"EQ_bizStep\":[\"shipping\",\"x\"],\"eventCountLimit\":10}"));

    assertThat(text(EpcisXmlForms.queries(queries)))
        .isEqualTo(
            LINE
                + "<epcisq:Queries xmlns:epcisq=\"urn:epcglobal:epcis-query:xsd:2\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><query>"
                + "<queryName>q1</queryName><params><param><name>EQ_bizStep</name>"
                + "<value xsi:type=\"epcisq:ArrayOfString\"><string>shipping</string>"
                + "<string>x</string></value></param><param><name>eventCountLimit</name>"
                + "<value>10</value></param></params></query></epcisq:Queries>");
    assertThat(text(EpcisXmlForms.query("q2", json("{}"))))
        .endsWith("<queryName>q2</queryName><params/></epcisq:Query>");
  }

  @Test
  void subscriptions_haveTheMembersOfTheirJson() {
    JsonNode one =
        json(
            "{\"subscriptionID\":\"s1\",\"dest\":\"https://a.example/?b&c\",\"stream\":false,"
                + "\"lastNotifiedAt\":null,\"schedule\":{\"minute\":\"0,[5-9]\"}}");
    String members =
        "<subscriptionID>s1</subscriptionID><dest>https://a.example/?b&amp;c</dest>"
            + "<stream>false</stream><schedule><minute>0,[5-9]</minute></schedule>";

    assertThat(text(EpcisXmlForms.subscription(one)))
        .endsWith(":xsd:2\">" + members + "</epcisq:Subscription>");
    assertThat(text(EpcisXmlForms.subscriptions(List.of(one, one))))
        .endsWith(
            "<subscription>"
                + members
                + "</subscription><subscription>"
                + members
                + "</subscription></epcisq:Subscriptions>");
  }
}

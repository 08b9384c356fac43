package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.bricscodes.capture.CaptureFault;
import org.bricscodes.capture.CaptureJob;
import org.bricscodes.epcis.XmlText;

/**
 * The XML of EPCIS answers other than events. Capture jobs and problems are as the EPCIS 2.0 schema
 * has them; what this service adds stands in a namespace of its own, where the schema leaves room.
 * For lists, collections, queries and subscriptions the standard has no schema: they are the JSON
 * members by the same names, in the namespace of documents or of queries.
 */
final class EpcisXmlForms {

  /** Of a problem (RFC 9457 §3 in the XML that EPCIS 2.0 gives it). */
  static final String PROBLEM_XML = "application/problem+xml";

  private static final String DOCUMENTS = "urn:epcglobal:epcis:xsd:2";
  private static final String QUERIES = "urn:epcglobal:epcis-query:xsd:2";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  /** What the standard has no element for. */
  private static final String OURS = "https://bricscodes.org/epcis-answers/v1";

  private EpcisXmlForms() {}

  /** A capture job, {@code epcis:EPCISCaptureJob}. */
  static byte[] captureJob(CaptureJob job) {
    XmlText xml = root("epcis:EPCISCaptureJob", "epcis", DOCUMENTS).namespace("more", OURS);
    captureJob(xml, job);
    return xml.end("epcis:EPCISCaptureJob").toByteArray();
  }

  /** Capture jobs, {@code epcis:EPCISCaptureJobList}. */
  static byte[] captureJobs(List<CaptureJob> jobs) {
    XmlText xml = root("epcis:EPCISCaptureJobList", "epcis", DOCUMENTS).namespace("more", OURS);
    for (CaptureJob job : jobs) {
      xml.start("EPCISCaptureJob");
      captureJob(xml, job);
      xml.end("EPCISCaptureJob");
    }
    return xml.end("epcis:EPCISCaptureJobList").toByteArray();
  }

  private static void captureJob(XmlText xml, CaptureJob job) {
    xml.attribute("running", String.valueOf(job.running()))
        .attribute("success", String.valueOf(job.success()))
        .attribute("captureID", job.captureID())
        .leaf("captureErrorBehaviour", CaptureJobForm.behaviour(job))
        .leaf("createdAt", job.createdAt().toString());
    CaptureJob.Result result = job.result();
    if (result == null) {
      return;
    }
    xml.leaf("finishedAt", result.finishedAt().toString());
    if (!result.faults().isEmpty()) {
      xml.start("errors");
      result.faults().forEach(fault -> error(xml, fault));
      xml.end("errors");
    }
    xml.leaf("more:recorded", String.valueOf(result.recorded()))
        .leaf("more:duplicates", String.valueOf(result.duplicates()))
        .leaf("more:refused", String.valueOf(result.refused()))
        .leaf("more:errorsOmitted", String.valueOf(result.faultsOmitted()));
  }

  private static void error(XmlText xml, CaptureFault fault) {
    ProblemKind kind = CaptureJobForm.kind(fault);
    xml.start("error");
    standard(xml, kind.epcisType(), kind, fault.message(), CaptureJobForm.instance(fault));
    xml.leaf("more:event", String.valueOf(fault.event()))
        .leaf("more:pointer", fault.pointer())
        .end("error");
  }

  /** The members of a problem that the schema has, in its order. */
  private static void standard(
      XmlText xml, String type, ProblemKind kind, String detail, String instance) {
    xml.leaf("type", type)
        .leaf("title", kind.title())
        .leaf("status", String.valueOf(kind.status()))
        .leaf("detail", detail)
        .leaf("instance", instance);
  }

  /**
   * A problem, {@code epcis:EPCISException}.
   *
   * @param type of the problem, a URI
   * @param instance the path of the request
   */
  static byte[] problem(Problem problem, String type, String instance) {
    XmlText xml = root("epcis:EPCISException", "epcis", DOCUMENTS).namespace("more", OURS);
    standard(xml, type, problem.kind(), problem.detail(), instance);
    xml.leaf("more:code", problem.kind().code());
    problem
        .members()
        .forEach(
            (name, value) ->
                xml.start("more:member").attribute("name", name).text(value).end("more:member"));
    problem.faults().stream()
        .limit(Problem.MAX_FAULTS)
        .forEach(
            fault ->
                xml.start("more:fault")
                    .attribute("where", fault.where())
                    .text(fault.message())
                    .end("more:fault"));
    if (!problem.faults().isEmpty()) {
      xml.leaf("more:faultCount", String.valueOf(problem.faults().size()));
    }
    return xml.end("epcis:EPCISException").toByteArray();
  }

  /** Names of resources, or values, {@code epcis:Collection}. */
  static byte[] collection(List<String> members) {
    XmlText xml = root("epcis:Collection", "epcis", DOCUMENTS);
    members.forEach(member -> xml.leaf("member", member));
    return xml.end("epcis:Collection").toByteArray();
  }

  /**
   * A named query, {@code epcisq:Query}, its parameters as the schema of queries has them.
   *
   * @param query the members of a query body: texts, numbers, truth values or arrays of texts
   */
  static byte[] query(String name, JsonNode query) {
    XmlText xml = root("epcisq:Query", "epcisq", QUERIES).namespace("xsi", XSI);
    query(xml, name, query);
    return xml.end("epcisq:Query").toByteArray();
  }

  /** Named queries by name, {@code epcisq:Queries}. */
  static byte[] queries(Map<String, JsonNode> queries) {
    XmlText xml = root("epcisq:Queries", "epcisq", QUERIES).namespace("xsi", XSI);
    queries.forEach(
        (name, query) -> {
          xml.start("query");
          query(xml, name, query);
          xml.end("query");
        });
    return xml.end("epcisq:Queries").toByteArray();
  }

  private static void query(XmlText xml, String name, JsonNode query) {
    xml.leaf("queryName", name).start("params");
    for (Map.Entry<String, JsonNode> parameter : query.properties()) {
      if (!parameter.getKey().startsWith("@")) {
        xml.start("param").leaf("name", parameter.getKey());
        value(xml, parameter.getValue());
        xml.end("param");
      }
    }
    xml.end("params");
  }

  private static void value(XmlText xml, JsonNode value) {
    xml.start("value");
    if (value.isArray()) {
      xml.attribute("xsi:type", "epcisq:ArrayOfString");
      value.forEach(item -> xml.leaf("string", item.asText()));
    } else {
      xml.text(value.asText());
    }
    xml.end("value");
  }

  /**
   * A subscription, {@code epcisq:Subscription}.
   *
   * @param subscription its JSON members, nested ones included
   */
  static byte[] subscription(JsonNode subscription) {
    XmlText xml = root("epcisq:Subscription", "epcisq", QUERIES);
    members(xml, subscription);
    return xml.end("epcisq:Subscription").toByteArray();
  }

  /** Subscriptions, {@code epcisq:Subscriptions}. */
  static byte[] subscriptions(Iterable<? extends JsonNode> subscriptions) {
    XmlText xml = root("epcisq:Subscriptions", "epcisq", QUERIES);
    for (JsonNode subscription : subscriptions) {
      xml.start("subscription");
      members(xml, subscription);
      xml.end("subscription");
    }
    return xml.end("epcisq:Subscriptions").toByteArray();
  }

  /** Members of our own JSON, whose names are names in XML too. */
  private static void members(XmlText xml, JsonNode object) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (member.getValue().isArray()) {
        member.getValue().forEach(item -> member(xml, member.getKey(), item));
      } else if (!member.getValue().isNull()) {
        member(xml, member.getKey(), member.getValue());
      }
    }
  }

  private static void member(XmlText xml, String name, JsonNode value) {
    xml.start(name);
    if (value.isObject()) {
      members(xml, value);
    } else {
      xml.text(value.asText());
    }
    xml.end(name);
  }

  private static XmlText root(String name, String prefix, String namespace) {
    return new XmlText().declaration().start(name).namespace(prefix, namespace);
  }
}

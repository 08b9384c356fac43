package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Writes a {@link Problem} as RFC 9457 JSON; under {@code /epcis} also as XML, for those who ask
 * for it (EPCIS 2.0 §12.9).
 */
final class ProblemDocument {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final List<String> JSON_TYPES =
      List.of(MEDIA_TYPE, EpcisForm.JSON, EpcisForm.LD_JSON);
  private static final List<String> OFFERED =
      List.of(
          MEDIA_TYPE,
          EpcisForm.JSON,
          EpcisForm.LD_JSON,
          EpcisXmlForms.PROBLEM_XML,
          EpcisForm.XML,
          EpcisForm.TEXT_XML);

  private final BaseUrl baseUrl;
  private final Limits limits;

  ProblemDocument(BaseUrl baseUrl, Limits limits) {
    this.baseUrl = baseUrl;
    this.limits = limits;
  }

  /**
   * @param accept what the request would take
   */
  Answer answer(Problem problem, String path, String accept) {
    boolean xml = isEpcis(path) && !JSON_TYPES.contains(MediaTypes.choose(accept, OFFERED));
    Answer answer =
        xml
            ? Answer.of(
                problem.kind().status(),
                EpcisXmlForms.PROBLEM_XML,
                EpcisXmlForms.problem(problem, type(problem.kind(), path), path))
            : Answer.of(problem.kind().status(), MEDIA_TYPE, json(problem, path));
    return withHeaders(answer.noStore(), problem, path);
  }

  private byte[] json(Problem problem, String path) {
    ProblemKind kind = problem.kind();
    ObjectNode document = Json.object();
    document.put("type", type(kind, path));
    document.put("title", kind.title());
    document.put("status", kind.status());
    document.put("detail", problem.detail());
    document.put("instance", path);
    document.put("code", kind.code());
    problem.members().forEach(document::put);
    if (!problem.faults().isEmpty()) {
      ArrayNode list = document.putArray("faults");
      problem.faults().stream()
          .limit(Problem.MAX_FAULTS)
          .forEach(f -> list.addObject().put("where", f.where()).put("message", f.message()));
      document.put("faultCount", problem.faults().size());
    }
    return Json.bytes(document);
  }

  private Answer withHeaders(Answer answer, Problem problem, String path) {
    Answer versioned =
        isEpcis(path) ? EpcisDoors.versioned(answer) : ResolverDoors.varying(answer, path);
    return switch (problem.kind()) {
      case KEY_MISSING, KEY_UNKNOWN -> versioned.with("WWW-Authenticate", "Bearer");
      case OVERLOADED, OVER_SHARE -> versioned.with("Retry-After", "1");
      case UNAVAILABLE -> versioned.with("Retry-After", "30"); // somebody has to restart it
      case TOO_MANY_REQUESTS ->
          versioned.with("Retry-After", problem.members().getOrDefault("retryAfter", "60"));
      case RANGE_NOT_SATISFIABLE ->
          versioned.with("Content-Range", "bytes */" + problem.members().get("length"));
      case BODY_TOO_LARGE -> isEpcis(path) ? EpcisOptions.limits(versioned, limits) : versioned;
      default -> versioned;
    };
  }

  private static boolean isEpcis(String path) {
    return path.equals("/epcis") || path.startsWith("/epcis/");
  }

  private String type(ProblemKind kind, String path) {
    return isEpcis(path) ? kind.epcisType() : baseUrl.at("/docs#problem-" + kind.code());
  }
}

package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a {@link Problem} as RFC 9457 JSON. */
final class ProblemDocument {

  static final String MEDIA_TYPE = "application/problem+json";
  private final BaseUrl baseUrl;
  private final Limits limits;

  ProblemDocument(BaseUrl baseUrl, Limits limits) {
    this.baseUrl = baseUrl;
    this.limits = limits;
  }

  Answer answer(Problem problem, String path) {
    Answer answer = Answer.of(problem.kind().status(), MEDIA_TYPE, json(problem, path));
    return withHeaders(answer.noStore(), problem.kind(), path);
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

  private Answer withHeaders(Answer answer, ProblemKind kind, String path) {
    Answer versioned = isEpcis(path) ? EpcisDoors.versioned(answer) : answer;
    return switch (kind) {
      case KEY_MISSING, KEY_UNKNOWN -> versioned.with("WWW-Authenticate", "Bearer");
      case OVERLOADED -> versioned.with("Retry-After", "1");
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

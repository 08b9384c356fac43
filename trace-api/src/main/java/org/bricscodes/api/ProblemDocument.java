package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a {@link Problem} as RFC 9457 JSON. */
final class ProblemDocument {

  static final String MEDIA_TYPE = "application/problem+json";

  private final BaseUrl baseUrl;

  ProblemDocument(BaseUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  Answer answer(Problem problem, String path) {
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
    Answer answer = Answer.of(kind.status(), MEDIA_TYPE, Json.bytes(document)).noStore();
    if (isEpcis(path)) {
      answer = EpcisDoors.versioned(answer);
    }
    return switch (kind.status()) {
      case 401 -> answer.with("WWW-Authenticate", "Bearer");
      case 503 -> answer.with("Retry-After", "1");
      default -> answer;
    };
  }

  private static boolean isEpcis(String path) {
    return path.equals("/epcis") || path.startsWith("/epcis/");
  }

  private String type(ProblemKind kind, String path) {
    return isEpcis(path) ? kind.epcisType() : baseUrl.at("/docs#problem-" + kind.code());
  }
}

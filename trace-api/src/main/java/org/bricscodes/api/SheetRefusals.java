package org.bricscodes.api;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no sheet of paper, for who followed the link on a page: a problem document is for
 * programs. Says nothing of the code, and leads back to its page.
 */
final class SheetRefusals {

  private final Page page = Page.of("report.html");
  private final Wordings wordings = new Wordings();
  private final PageFrame frame;

  SheetRefusals(BaseUrl baseUrl) {
    this.frame = new PageFrame(baseUrl);
  }

  /** Whether who asks would rather read a page than a problem; a program names no HTML. */
  static boolean isBrowser(Exchange exchange) {
    return exchange.header("Accept").orElse("").contains("text/html");
  }

  /** The refusal as a page, with its status; one that asks for a key stays what it is. */
  Future<Answer> page(Exchange exchange, Reader reader, Throwable failure) {
    Problem problem = Front.problem(failure);
    int status = problem.kind().status();
    if (status == 401) {
      return Future.failedFuture(problem);
    }
    Wording wording = wordings.in(reader.language());
    String wait = problem.members().get("retryAfter");
    Map<String, Object> values = frame.of(reader, wording);
    values.put("title", wording.of("check.sheet"));
    values.put("isForm", false);
    values.put("isReport", false);
    values.put("isSaying", true);
    values.put("saying", saying(wording, problem.kind(), wait));
    values.put("hasBack", problem.kind() != ProblemKind.INVALID_LINK);
    values.put("back", "/scan/01/" + exchange.raw("link") + "?lang=" + reader.language().tag());
    Answer answer =
        page.answer(status, values)
            .with("Content-Language", reader.language().tag())
            .with("Vary", "Authorization, Accept, Accept-Language, Accept-Encoding")
            .noStore();
    if (wait != null) {
      answer = answer.with("Retry-After", wait);
    }
    return Future.succeededFuture(status == 503 ? answer.with("Retry-After", "5") : answer);
  }

  private static Object saying(Wording wording, ProblemKind kind, @Nullable String wait) {
    return switch (kind) {
      case TOO_MANY_REQUESTS ->
          wording.sentence(
              "sheet.often",
              Map.of(
                  "time",
                  wording.duration(Duration.ofSeconds(wait == null ? 60 : Long.parseLong(wait)))));
      case OVERLOADED -> Phrase.own(wording.of("sheet.busy"));
      case RESULT_TOO_LARGE, NOT_ACCEPTABLE -> Phrase.own(wording.of("sheet.large"));
      case NOT_FOUND -> Phrase.own(wording.of("sheet.none"));
      case INVALID_LINK -> Phrase.own(wording.of("meaning.malformed"));
      case ProblemKind _ -> Phrase.own(wording.of("meaning.later"));
    };
  }
}

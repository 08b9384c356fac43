package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bricscodes.capture.CaptureJob;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.capture.JobPage;
import org.bricscodes.capture.JobSubmission;
import org.bricscodes.epcis.Fault;
import org.bricscodes.query.PageTokens;

/** {@code /epcis/capture}: documents in, jobs to follow (EPCIS 2.0 §12.6). */
final class CaptureDoors {

  /** Who may send documents. */
  static final Set<Role> SENDERS = Set.of(Role.EXPORTER, Role.PARTNER, Role.ADMIN);

  private final Supplier<Captures> captures;
  private final Supplier<Capturing> any;
  private final EpcisForms forms;
  private final Work work;
  private final BaseUrl baseUrl;
  private final Limits limits;

  /**
   * @param captures where documents go
   * @param any what jobs are looked up with; they lie where every writer finds them
   */
  CaptureDoors(
      Supplier<Captures> captures,
      Supplier<Capturing> any,
      EpcisForms forms,
      Work work,
      BaseUrl baseUrl,
      Limits limits) {
    this.captures = captures;
    this.any = any;
    this.forms = forms;
    this.work = work;
    this.baseUrl = baseUrl;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.POST, "/epcis/capture", this::capture)
            .only(Role.EXPORTER, Role.PARTNER)
            .body(limits.maxCaptureBytes()),
        Door.open(HttpMethod.GET, "/epcis/capture", this::list).only(Role.EXPORTER, Role.PARTNER),
        Door.open(HttpMethod.GET, "/epcis/capture/{captureID}", this::show)
            .only(Role.EXPORTER, Role.PARTNER));
  }

  private Future<Answer> capture(Exchange exchange) {
    EpcisDoors.negotiateCapture(exchange);
    MediaTypes.requireEpcis(exchange);
    ErrorBehaviour behaviour =
        switch (exchange.header("GS1-Capture-Error-Behaviour").orElse("rollback")) {
          case "rollback" -> ErrorBehaviour.ROLLBACK;
          case "proceed" -> ErrorBehaviour.PROCEED;
          case String _ ->
              throw Problem.invalidParameter(
                  "GS1-Capture-Error-Behaviour", "must be rollback or proceed");
        };
    String party = exchange.caller().party();
    return work.run(
            () ->
                captures
                    .get()
                    .at(
                        party,
                        home -> Await.done(home.jobs().submit(party, exchange.body(), behaviour))))
        .map(
            submission ->
                switch (submission) {
                  case JobSubmission.Accepted(CaptureJob job) -> accepted(job);
                  case JobSubmission.Malformed(List<Fault> faults) ->
                      throw EventPages.faulty(ProblemKind.INVALID_BODY, faults);
                  case JobSubmission.TooLarge large ->
                      throw new Problem(
                          ProblemKind.BODY_TOO_LARGE,
                          "a document has at most "
                              + large.maxEvents()
                              + " events and "
                              + large.maxBytes()
                              + " bytes");
                  case JobSubmission.Busy _ ->
                      throw new Problem(
                          ProblemKind.OVERLOADED, "too many documents are under way; try again");
                  case JobSubmission.OverShare _ ->
                      throw new Problem(
                          ProblemKind.OVER_SHARE,
                          "your share of documents is under way, the rest is for others; try"
                              + " again");
                });
  }

  private Answer accepted(CaptureJob job) {
    return EpcisDoors.versioned(Answer.empty(202))
        .with("Location", baseUrl.at("/epcis/capture/" + job.captureID()))
        .noStore();
  }

  private Future<Answer> list(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    QueryString query = exchange.query();
    query.only(Paging.PARAMETERS);
    Paging paging = Paging.of(query);
    String party = exchange.caller().party();
    String scope = "capture\n=" + party;
    return work.run(
        () -> {
          PageTokens tokens = any.get().tokens();
          String after =
              paging.token() == null
                  ? null
                  : tokens
                      .open(paging.token(), scope)
                      .map(position -> new String(position, StandardCharsets.UTF_8))
                      .orElseThrow(CaptureDoors::badToken);
          JobPage page = any.get().jobs().list(party, after, paging.perPage());
          Answer answer = form.answer(200, CaptureJobForm.bytes(form, page.jobs()));
          if (page.next() == null) {
            return answer;
          }
          PageTokens.Issued next =
              tokens.issue(page.next().getBytes(StandardCharsets.UTF_8), scope);
          return answer
              .with("Link", paging.next(baseUrl.at(exchange.path()), query, next.token()))
              .with("GS1-Next-Page-Token-Expires", next.expires().toString());
        });
  }

  private static Problem badToken() {
    return Problem.invalidParameter(
        "nextPageToken", "must be one this service gave for this listing, not expired");
  }

  private Future<Answer> show(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    String id = exchange.decoded("captureID");
    return work.run(
        () ->
            any.get()
                .jobs()
                .find(exchange.caller().party(), id)
                .map(job -> answer(form, job))
                .orElseThrow(
                    () ->
                        new Problem(
                            ProblemKind.NOT_FOUND, "no capture job of yours with this id")));
  }

  private static Answer answer(EpcisForm form, CaptureJob job) {
    return form.answer(200, CaptureJobForm.bytes(form, job))
        .with("GS1-Capture-Error-Behaviour", CaptureJobForm.behaviour(job));
  }
}

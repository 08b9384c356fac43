package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bricscodes.capture.CaptureFault;
import org.bricscodes.capture.CaptureJob;
import org.bricscodes.capture.CaptureJobs;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.capture.JobPage;
import org.bricscodes.capture.JobSubmission;
import org.bricscodes.epcis.Fault;

/** {@code /epcis/capture}: documents in, jobs to follow (EPCIS 2.0 §12.6). */
final class CaptureDoors {

  private final CaptureJobs jobs;
  private final Work work;
  private final BaseUrl baseUrl;
  private final Limits limits;

  CaptureDoors(CaptureJobs jobs, Work work, BaseUrl baseUrl, Limits limits) {
    this.jobs = jobs;
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
    EpcisDoors.negotiate(exchange);
    MediaTypes.requireJson(exchange.header("Content-Type").orElse("application/json"));
    ErrorBehaviour behaviour =
        switch (exchange.header("GS1-Capture-Error-Behaviour").orElse("rollback")) {
          case "rollback" -> ErrorBehaviour.ROLLBACK;
          case "proceed" -> ErrorBehaviour.PROCEED;
          case String _ ->
              throw Problem.invalidParameter(
                  "GS1-Capture-Error-Behaviour", "must be rollback or proceed");
        };
    String party = exchange.caller().party();
    return work.run(() -> Await.done(jobs.submit(party, exchange.body(), behaviour)))
        .map(
            submission ->
                switch (submission) {
                  case JobSubmission.Accepted(CaptureJob job) -> accepted(job);
                  case JobSubmission.Malformed(List<Fault> faults) -> throw malformed(faults);
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
                });
  }

  private Answer accepted(CaptureJob job) {
    return EpcisDoors.versioned(Answer.empty(202))
        .with("Location", baseUrl.at("/epcis/capture/" + job.captureID()))
        .noStore();
  }

  private Future<Answer> list(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    QueryString query = exchange.query();
    query.only(Set.of("perPage", "nextPageToken"));
    int perPage = query.number("perPage", 1, CaptureJobs.MAX_PAGE).orElse(30);
    String after = query.value("nextPageToken").orElse(null);
    return work.run(
        () -> {
          JobPage page = jobs.list(exchange.caller().party(), after, perPage);
          ArrayNode list = Json.object().putArray("jobs");
          page.jobs().forEach(job -> list.add(json(job)));
          Answer answer =
              EpcisDoors.versioned(Answer.of(200, Json.MEDIA_TYPE, Json.bytes(list))).noStore();
          String next = page.next();
          return next == null
              ? answer
              : answer.with(
                  "Link",
                  "<"
                      + baseUrl.at("/epcis/capture?perPage=" + perPage + "&nextPageToken=" + next)
                      + ">; rel=\"next\"");
        });
  }

  private Future<Answer> show(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    String id = exchange.decoded("captureID");
    return work.run(
        () ->
            jobs.find(exchange.caller().party(), id)
                .map(job -> Answer.of(200, Json.MEDIA_TYPE, Json.bytes(json(job))))
                .map(answer -> EpcisDoors.versioned(answer).noStore())
                .orElseThrow(
                    () ->
                        new Problem(
                            ProblemKind.NOT_FOUND, "no capture job of yours with this id")));
  }

  private static Problem malformed(List<Fault> faults) {
    return new Problem(
        ProblemKind.INVALID_BODY,
        faults.getFirst().toString(),
        faults.stream()
            .map(f -> new Problem.Fault(f.pointer(), f.message() + "; " + f.remedy()))
            .toList());
  }

  private ObjectNode json(CaptureJob job) {
    ObjectNode node =
        Json.object()
            .put("captureID", job.captureID())
            .put("createdAt", job.createdAt().toString())
            .put("running", job.running())
            .put("success", job.success())
            .put("captureErrorBehaviour", job.errorBehaviour().name().toLowerCase(Locale.ROOT));
    ArrayNode errors = node.putArray("errors");
    CaptureJob.Result result = job.result();
    if (result != null) {
      node.put("finishedAt", result.finishedAt().toString())
          .put("recorded", result.recorded())
          .put("duplicates", result.duplicates())
          .put("refused", result.refused())
          .put("errorsOmitted", result.faultsOmitted());
      result.faults().forEach(fault -> errors.add(json(fault)));
    }
    return node;
  }

  private static ObjectNode json(CaptureFault fault) {
    ProblemKind kind =
        switch (fault.kind()) {
          case INVALID -> ProblemKind.INVALID_BODY;
          case CONFLICT -> ProblemKind.CONFLICT;
          case INTERNAL -> ProblemKind.INTERNAL;
        };
    return Json.object()
        .put("type", kind.epcisType())
        .put("title", kind.title())
        .put("status", kind.status())
        .put("detail", fault.message())
        .put("instance", fault.eventID())
        .put("event", fault.event())
        .put("pointer", fault.pointer());
  }
}

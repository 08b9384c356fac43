package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.EventCapture;
import org.bricscodes.capture.EventOutcome;
import org.bricscodes.capture.EventSubmission;
import org.bricscodes.capture.Place;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.Fault;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.NamedQuery;

/**
 * {@code /epcis/events}: what was captured, and one event at a time in (EPCIS 2.0 §12.7). An
 * auditor sees every event, a partner or exporter those of its own party.
 */
final class EventDoors {

  private final EventCapture capture;
  private final EventArchive archive;
  private final EventPages pages;
  private final EpcisForms forms;
  private final Work work;
  private final BaseUrl baseUrl;
  private final Limits limits;

  EventDoors(
      EventCapture capture,
      EventArchive archive,
      EventPages pages,
      EpcisForms forms,
      Work work,
      BaseUrl baseUrl,
      Limits limits) {
    this.capture = capture;
    this.archive = archive;
    this.pages = pages;
    this.forms = forms;
    this.work = work;
    this.baseUrl = baseUrl;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/epcis/events", this::query).anyKey(),
        Door.open(HttpMethod.POST, "/epcis/events", this::create)
            .only(Role.EXPORTER, Role.PARTNER)
            .body(limits.maxCaptureBytes()),
        Door.open(HttpMethod.GET, "/epcis/events/{eventID}", this::one).anyKey());
  }

  private Future<Answer> query(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    EventQuery query = EventPages.query(exchange, Map.of());
    return work.run(() -> pages.page(exchange, form, query, NamedQuery.AD_HOC));
  }

  private Future<Answer> one(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    String eventID = exchange.decoded("eventID");
    return work.run(
        () -> {
          List<RecordedEvent> events =
              archive.byEventID(eventID).stream()
                  .filter(exchange.caller().visibility()::sees)
                  .toList();
          if (events.isEmpty()) {
            throw new Problem(
                ProblemKind.NOT_FOUND, "no event with this identifier is yours to see");
          }
          return form.answer(200, pages.document(form, events, NamedQuery.AD_HOC));
        });
  }

  private Future<Answer> create(Exchange exchange) {
    EpcisDoors.negotiateCapture(exchange);
    EpcisForm form = forms.of(exchange);
    MediaTypes.requireEpcis(exchange);
    return work.run(
        () ->
            switch (Await.done(capture.submit(exchange.caller().party(), exchange.body()))) {
              case EventSubmission.Malformed(List<Fault> faults) ->
                  throw EventPages.faulty(ProblemKind.INVALID_BODY, faults);
              case EventSubmission.Busy _ ->
                  throw new Problem(ProblemKind.OVERLOADED, "too much is being recorded");
              case EventSubmission.Decided(EventOutcome outcome) -> created(form, outcome);
            });
  }

  private Answer created(EpcisForm form, EventOutcome outcome) {
    String location = baseUrl.at("/epcis/events/" + Percent.encode(outcome.eventID()));
    return switch (outcome) {
      case EventOutcome.Recorded(String eventID, Place place) ->
          form.answer(201, pages.event(form, recorded(eventID, place))).with("Location", location);
      case EventOutcome.Duplicate _ ->
          throw new Problem(
                  ProblemKind.CONFLICT, "this very event is recorded already; nothing was written")
              .with("eventID", outcome.eventID())
              .with("existing", location);
      case EventOutcome.Refused _, EventOutcome.RolledBack _ ->
          throw new Problem(
                  ProblemKind.CONFLICT,
                  "another event of yours has this eventID; declare it wrong by an"
                      + " errorDeclaration, or give this one an eventID of its own")
              .with("eventID", outcome.eventID())
              .with("existing", location);
    };
  }

  private RecordedEvent recorded(String eventID, Place place) {
    return archive.bySequence(place.sequence(), 1).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("just recorded and not there: " + eventID));
  }
}

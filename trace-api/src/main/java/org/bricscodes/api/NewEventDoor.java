package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.bricscodes.capture.EventOutcome;
import org.bricscodes.capture.EventSubmission;
import org.bricscodes.capture.Place;
import org.bricscodes.epcis.Fault;
import org.bricscodes.epcis.RecordedEvent;

/** {@code POST /epcis/events}: one event in, answered when it is durable (EPCIS 2.0 §12.7). */
final class NewEventDoor {

  private final Supplier<Captures> captures;
  private final EpcisForms forms;
  private final Work work;
  private final BaseUrl baseUrl;
  private final Limits limits;
  private final InstantSource clock;

  /**
   * @param captures where events go
   */
  NewEventDoor(
      Supplier<Captures> captures,
      EpcisForms forms,
      Work work,
      BaseUrl baseUrl,
      Limits limits,
      InstantSource clock) {
    this.captures = captures;
    this.forms = forms;
    this.work = work;
    this.baseUrl = baseUrl;
    this.limits = limits;
    this.clock = clock;
  }

  Door door() {
    return Door.open(HttpMethod.POST, "/epcis/events", this::create)
        .only(Role.EXPORTER, Role.PARTNER)
        .body(limits.maxCaptureBytes());
  }

  private Future<Answer> create(Exchange exchange) {
    EpcisDoors.negotiateCapture(exchange);
    EpcisForm form = forms.of(exchange);
    MediaTypes.requireEpcis(exchange);
    String party = exchange.caller().party();
    return work.run(
        () -> captures.get().at(party, home -> create(home, party, exchange.body(), form)));
  }

  private Answer create(Capturing home, String party, byte[] body, EpcisForm form) {
    return switch (Await.done(home.events().submit(party, body))) {
      case EventSubmission.Malformed(List<Fault> faults) ->
          throw EventPages.faulty(ProblemKind.INVALID_BODY, faults);
      case EventSubmission.Busy _ ->
          throw new Problem(ProblemKind.OVERLOADED, "too much is being recorded");
      case EventSubmission.Decided(EventOutcome outcome) -> created(home, form, outcome);
    };
  }

  private Answer created(Capturing home, EpcisForm form, EventOutcome outcome) {
    String location = baseUrl.at("/epcis/events/" + Percent.encode(outcome.eventID()));
    return switch (outcome) {
      case EventOutcome.Recorded(String eventID, Place place) ->
          form.answer(201, EventPages.event(form, recorded(home, eventID, place), clock.instant()))
              .with("Location", location);
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

  /** As its writer recorded it: in the log of a node, before the service has given it a place. */
  private static RecordedEvent recorded(Capturing home, String eventID, Place place) {
    return home.archive().bySequence(place.sequence(), 1).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("just recorded and not there: " + eventID));
  }
}

package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.NamedQuery;

/**
 * {@code /epcis/events}: what was captured, and one event at a time in (EPCIS 2.0 §12.7). An
 * auditor sees every event, a partner or exporter those of its own party.
 */
final class EventDoors {

  private final NewEventDoor created;
  private final EventArchive archive;
  private final EventPages pages;
  private final EpcisForms forms;
  private final Work work;

  EventDoors(
      NewEventDoor created, EventArchive archive, EventPages pages, EpcisForms forms, Work work) {
    this.created = created;
    this.archive = archive;
    this.pages = pages;
    this.forms = forms;
    this.work = work;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/epcis/events", this::query).anyKey(),
        created.door(),
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
}

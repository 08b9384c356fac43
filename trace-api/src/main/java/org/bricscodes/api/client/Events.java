package org.bricscodes.api.client;

import java.util.stream.Stream;

/**
 * Asking for events (EPCIS 2.0 §12.7). A walk over pages sees each event that was recorded when it
 * began exactly once, whatever is captured meanwhile; nothing is held open between pages.
 */
public final class Events {

  private static final String EVENTS = "/epcis/events";
  private static final int PER_PAGE = 500;

  private final Wire wire;

  Events(Wire wire) {
    this.wire = wire;
  }

  /** Every event that fits, fetched page by page as the stream is read. */
  public Stream<FoundEvent> stream(EventFilter filter) {
    return pages(filter, EventView.of(EventForm.JSON).perPage(PER_PAGE))
        .flatMap(page -> FoundEvent.all(page.document()).stream());
  }

  /** Every event that fits, as documents of one page each, fetched as the stream is read. */
  public Stream<EventPage> pages(EventFilter filter, EventView view) {
    return pages(EVENTS, filter, view);
  }

  /**
   * The events with this eventID as one document: more than one if an error declaration repeats it.
   *
   * @throws ApiFailure.Refused with status 404 if the asker may see none
   */
  public EventPage byId(String eventID, EventView view) {
    return EventPage.of(
        wire.send(view.apply(Call.get(EVENTS + "/" + Paths.segment(eventID)))), view.form());
  }

  private Stream<EventPage> pages(String path, EventFilter filter, EventView view) {
    String query = filter.queryString();
    Call first =
        Call.get(path + "?perPage=" + view.perPage() + (query.isEmpty() ? "" : "&" + query));
    return Pages.from(wire, view.apply(first)).map(reply -> EventPage.of(reply, view.form()));
  }
}

package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
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
        .flatMap(page -> page.events().stream());
  }

  /** Every event that fits, as documents of one page each, fetched as the stream is read. */
  public Stream<EventPage> pages(EventFilter filter, EventView view) {
    return pages(wire, EVENTS, filter, view);
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

  /** The values that occur in events, page by page as the stream is read. */
  public Stream<String> values(Listing listing) {
    return Pages.from(wire, Call.get(listing.path() + "?perPage=1000").accepting(Call.JSON))
        .flatMap(page -> Pages.items(page.json()))
        .map(JsonNode::asText);
  }

  /** The events with this value that fit, as {@link #pages(EventFilter, EventView)} does. */
  public Stream<EventPage> of(Listing listing, String value, EventFilter filter, EventView view) {
    return pages(wire, listing.path() + "/" + Paths.segment(value) + "/events", filter, view);
  }

  static Stream<EventPage> pages(Wire wire, String path, EventFilter filter, EventView view) {
    Call first = view.apply(filter.apply(path + "?perPage=" + view.perPage()));
    return Pages.from(wire, first).map(reply -> EventPage.of(reply, view.form()));
  }
}

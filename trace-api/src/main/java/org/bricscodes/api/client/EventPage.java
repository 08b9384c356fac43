package org.bricscodes.api.client;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page of events: one EPCISQueryDocument.
 *
 * @param document as the service sent it, UTF-8; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EventPage(EventForm form, byte[] document) {

  static EventPage of(Reply reply, EventForm form) {
    return new EventPage(form, reply.body());
  }

  /** The document as text. */
  public String text() {
    return new String(document, StandardCharsets.UTF_8);
  }

  /** How many events it holds. */
  public int size() {
    return FoundEvent.parse(document, form).eventCount();
  }

  /**
   * Its events as values.
   *
   * @throws ApiFailure.Unreadable if it is no sound EPCIS document
   */
  public List<FoundEvent> events() {
    return FoundEvent.all(document, form);
  }
}

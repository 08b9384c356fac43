package org.bricscodes.api.client;

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
}

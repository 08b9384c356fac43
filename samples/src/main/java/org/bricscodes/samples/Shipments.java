package org.bricscodes.samples;

/** Documents of made-up shipments, for loads: any of them can be asked for again by its numbers. */
public final class Shipments {

  private Shipments() {}

  /** The eventID of an event of a document. */
  public static String eventID(int document, int event) {
    return "urn:uuid:%08x-0000-4000-8000-%012x".formatted(document, event);
  }

  /**
   * A document of so many events, a pack each.
   *
   * @param prefix of the packs' serials: a letter for each load, so that none is another's
   */
  public static String document(String prefix, int number, int count) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < count; i++) {
      events
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"type":"ObjectEvent","eventID":"%s","eventTime":"2026-05-01T08:%02d:%02d.000+08:00",
               "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"shipping",
               "epcList":["https://id.gs1.org/01/09521222000018/21/%s%dE%d"],
               "readPoint":{"id":"https://id.gs1.org/414/9521222000018"}}\
              """
                  .formatted(eventID(number, i), number % 60, i, prefix, number, i));
    }
    return """
    {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
     "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-01T09:00:00Z",
     "epcisBody":{"eventList":[%s]}}\
    """
        .formatted(events);
  }
}

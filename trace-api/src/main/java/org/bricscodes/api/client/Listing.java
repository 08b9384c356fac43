package org.bricscodes.api.client;

/** What the service lists values of, out of the events the asker may see (EPCIS 2.0 §12.5). */
public enum Listing {
  /** Kinds of events. */
  EVENT_TYPES("eventTypes"),
  /** Things. */
  EPCS("epcs"),
  /** Business steps. */
  BIZ_STEPS("bizSteps"),
  /** Where things are afterwards. */
  BIZ_LOCATIONS("bizLocations"),
  /** Where things happened. */
  READ_POINTS("readPoints"),
  /** States of things. */
  DISPOSITIONS("dispositions");

  private final String segment;

  Listing(String segment) {
    this.segment = segment;
  }

  String path() {
    return "/epcis/" + segment;
  }
}

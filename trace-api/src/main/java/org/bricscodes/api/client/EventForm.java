package org.bricscodes.api.client;

/** The two forms of EPCIS 2.0. */
public enum EventForm {
  /** JSON-LD. */
  JSON("application/ld+json"),
  /** XML; 2.0, and on the way in also 1.2. */
  XML("application/xml");

  private final String mediaType;

  EventForm(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Its media type. */
  public String mediaType() {
    return mediaType;
  }
}

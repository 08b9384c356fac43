package org.bricscodes.capture;

/**
 * Why an event of a document was not recorded.
 *
 * @param event its index in the document's {@code eventList}, from 0; -1: the document as a whole
 * @param eventID its identifier, empty when it has none that could be read
 * @param pointer RFC 6901 pointer into the document, to the part at fault; in XML an element path
 * @param message what is wrong and what would be right, for people
 */
public record CaptureFault(int event, String eventID, Kind kind, String pointer, String message) {

  /** The document as a whole, as an {@link #event}. */
  public static final int DOCUMENT = -1;

  private static final int MAX_TEXT = 2_000;

  /** What kind of fault; each is one problem type of EPCIS 2.0. */
  public enum Kind {
    /** The event breaks a rule of EPCIS or CBV ({@code ValidationException}). */
    INVALID,
    /** Other content stands under its identifier ({@code ResourceAlreadyExistsException}). */
    CONFLICT,
    /** This service failed ({@code ImplementationException}). */
    INTERNAL
  }

  public CaptureFault {
    if (event < DOCUMENT) {
      throw new IllegalArgumentException("event must be an index, or -1 for the document");
    }
    eventID = shortened(eventID);
    pointer = shortened(pointer);
    message = shortened(message);
  }

  /** Texts may quote what a client sent; a job row stays bounded all the same. */
  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}

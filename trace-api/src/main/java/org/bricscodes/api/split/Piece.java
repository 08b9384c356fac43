package org.bricscodes.api.split;

import org.bricscodes.api.client.EventForm;

/**
 * A document to send.
 *
 * @param events how many it holds
 * @param places what the service's words about it mean in the file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Piece(byte[] document, EventForm form, int events, Places places) {

  /** Says where in the file something is that the service found in the piece. */
  @FunctionalInterface
  public interface Places {

    /**
     * @param pointer as the service gave it, a JSON pointer or a path of XML elements
     * @param message what it says of it
     * @return where it is and what is wrong, in terms of the file
     */
    String inFile(String pointer, String message);
  }
}

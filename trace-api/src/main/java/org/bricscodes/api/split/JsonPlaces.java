package org.bricscodes.api.split;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a piece's event in the file.
 *
 * @param given events in the pieces before
 * @param lines where each event of the piece begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JsonPlaces(long given, long[] lines) implements Piece.Places {

  private static final Pattern EVENT = Pattern.compile("/eventList/([0-9]{1,9})(/.*|$)");

  @Override
  public String inFile(String pointer, String message) {
    Matcher event = EVENT.matcher(pointer);
    int index = event.find() ? Integer.parseInt(event.group(1)) : -1;
    if (index < 0 || index >= lines.length) {
      return (pointer.isEmpty() ? "document" : pointer) + ": " + unplaced(pointer, message);
    }
    String part = event.group(2);
    return "event "
        + (given + index + 1)
        + ", line "
        + lines[index]
        + (part.isEmpty() ? "" : ", " + part)
        + ": "
        + unplaced(pointer, message);
  }

  /** Without the pointer into the piece, which says nothing in the file. */
  private static String unplaced(String pointer, String message) {
    String place = pointer + ": ";
    return !pointer.isEmpty() && message.startsWith(place)
        ? message.substring(place.length())
        : message;
  }
}

package org.bricscodes.api.split;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a piece's lines in the file: the service names the line in its words about an element.
 *
 * @param given events in the pieces before
 * @param lines where each event of the piece begins in the file
 * @param pieceLines where it begins in the piece
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record XmlPlaces(long given, long[] lines, int[] pieceLines) implements Piece.Places {

  private static final Pattern LINE = Pattern.compile("line ([0-9]{1,9})(: .*)", Pattern.DOTALL);

  @Override
  public String inFile(String pointer, String message) {
    int said = message.indexOf("line ");
    Matcher line = LINE.matcher(said < 0 ? message : message.substring(said));
    String place = pointer.isEmpty() ? "" : ", " + pointer;
    if (!line.matches()) {
      return (pointer.isEmpty() ? "document" : pointer) + ": " + message;
    }
    int at = Integer.parseInt(line.group(1));
    int found = Arrays.binarySearch(pieceLines, at);
    int index = found >= 0 ? found : -found - 2;
    if (index < 0) {
      return "line " + at + place + line.group(2);
    }
    return "event "
        + (given + index + 1)
        + ", line "
        + (lines[index] + at - pieceLines[index])
        + place
        + line.group(2);
  }
}

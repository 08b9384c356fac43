package org.bricscodes.epcis;

/**
 * One thing wrong with received bytes.
 *
 * @param event index of the event in its document, or {@link #DOCUMENT} when the document itself is
 *     at fault and none of its events can be taken
 * @param pointer RFC 6901 JSON pointer from the root of what was received; empty for the root. In
 *     XML the path of the element or attribute: {@code /epcis:EPCISDocument/EPCISBody/…}
 * @param message what is wrong, in XML after the line; quotes at most {@value #MAX_QUOTE}
 *     characters of the input
 * @param remedy what would be right
 */
public record Fault(int event, String pointer, String message, String remedy) {

  /** The {@link #event} of a fault that lies outside every event. */
  public static final int DOCUMENT = -1;

  static final int MAX_QUOTE = 80;

  /** One line for people: where, what, and what would be right. */
  @Override
  public String toString() {
    return (pointer.isEmpty() ? "document" : pointer) + ": " + message + "; " + remedy;
  }

  /** A value from outside, cut to a length that is safe to show. */
  static String quote(String value) {
    if (value.length() <= MAX_QUOTE) {
      return "\"" + value + "\"";
    }
    int end = Character.isHighSurrogate(value.charAt(MAX_QUOTE - 1)) ? MAX_QUOTE - 1 : MAX_QUOTE;
    return "\"" + value.substring(0, end) + "…\"";
  }
}

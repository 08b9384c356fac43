package org.bricscodes.reports;

import java.util.Optional;

/**
 * What somebody wrote: some lines of text, bounded, without control characters. Nothing more is
 * promised: it may hold markup, formulas, or letters that turn the direction of a line.
 *
 * @param text lines end with a line feed; no white space at either end; may be empty
 */
public record Words(String text) {

  /** Code points at most. */
  public static final int MAX = 1000;

  public static final Words NONE = new Words("");

  /** What is wrong with a text. */
  public enum Fault {
    /** More than {@link #MAX} code points. */
    TOO_LONG,
    /** Control characters, or halves of characters. */
    NOT_TEXT
  }

  public Words {
    if (!text.equals(tidy(text)) || fault(text).isPresent()) {
      throw new IllegalArgumentException("at most 1000 characters, no control characters, tidy");
    }
  }

  /** What is wrong with a text as it was sent; empty: {@link #parse} takes it. */
  public static Optional<Fault> faultOf(String sent) {
    return fault(tidy(sent));
  }

  /**
   * Takes a text as it was sent: lines may end with CR LF.
   *
   * @throws IllegalArgumentException if it has a {@link #faultOf fault}
   */
  public static Words parse(String sent) {
    return new Words(tidy(sent));
  }

  /** Code points of a text as it was sent, as they are counted here. */
  public static int length(String sent) {
    String text = tidy(sent);
    return text.codePointCount(0, text.length());
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** Not into a log by accident. */
  @Override
  public String toString() {
    return "Words";
  }

  private static Optional<Fault> fault(String text) {
    if (text.codePointCount(0, text.length()) > MAX) {
      return Optional.of(Fault.TOO_LONG);
    }
    return text.codePoints().allMatch(Words::isText)
        ? Optional.empty()
        : Optional.of(Fault.NOT_TEXT);
  }

  private static boolean isText(int c) {
    return c == '\n' || (!Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE);
  }

  private static String tidy(String sent) {
    return sent.replace("\r\n", "\n").replace('\t', ' ').strip();
  }
}

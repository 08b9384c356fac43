package org.bricscodes.gs1;

/**
 * One thing that is wrong with an identifier, a link or an element string, and what would be right.
 *
 * @param reason the kind of fault; its text is constant
 * @param part what it concerns: an application identifier such as {@code 01}, or {@code gtin},
 *     {@code scheme}, {@code path}, {@code query}
 * @param position index of the first offending character in the parsed text, counted in chars from
 *     0
 * @param found the offending text, shortened to {@value #MAX_FOUND} characters
 * @param expected what would be right there, in words or as the exact text
 */
public record Gs1Fault(Reason reason, String part, int position, String found, String expected) {

  /** Longest quoted piece of foreign text. */
  static final int MAX_FOUND = 64;

  public Gs1Fault {
    if (found.length() > MAX_FOUND) {
      found = found.substring(0, MAX_FOUND - 1) + "…";
    }
  }

  /** The fault as one sentence: what, where, what would be right. */
  public String message() {
    return reason.text
        + " in "
        + part
        + " at character "
        + position
        + ": found \""
        + found
        + "\", expected "
        + expected;
  }

  /** The kinds of faults. */
  public enum Reason {
    EMPTY("missing value"),
    LENGTH("wrong length"),
    CHARACTER("character not allowed"),
    CHECK_DIGIT("wrong check digit"),
    VALUE("value not allowed"),
    SCHEME("not an http or https address"),
    PERCENT_ENCODING("broken percent-encoding"),
    UNKNOWN_AI("unknown application identifier"),
    NO_KEY("no identification key"),
    QUALIFIER_ORDER("key qualifiers out of order"),
    NOT_A_QUALIFIER("application identifier does not belong in this path"),
    NOT_AN_ATTRIBUTE("application identifier does not belong in the query"),
    REPEATED("application identifier given twice"),
    SYNTAX("not of the expected form"),
    COMPANY_PREFIX("company prefix of unknown length");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The constant description. */
    public String text() {
      return text;
    }
  }
}

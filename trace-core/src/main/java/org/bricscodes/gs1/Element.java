package org.bricscodes.gs1;

/**
 * One application identifier with its value, proven against the table of application identifiers:
 * known code, length, character set and check digit.
 *
 * @param ai two to four digits
 * @param value the decoded value, without percent-encoding
 */
public record Element(String ai, String value) {

  public Element {
    AiTable.check(ai, value);
  }

  /** The bracketed form, such as {@code (10)ABC}. */
  @Override
  public String toString() {
    return "(" + ai + ")" + value;
  }
}

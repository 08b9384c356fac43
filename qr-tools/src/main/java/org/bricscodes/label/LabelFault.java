package org.bricscodes.label;

/**
 * One reason why labels are not printed, and what would be right.
 *
 * @param reason the kind of fault; its text is constant
 * @param part what it concerns: {@code symbol}, {@code name}, {@code sheet}, {@code dates} …
 * @param found the offending value, shortened to {@value #MAX_FOUND} characters
 * @param expected what would be right, in words
 */
public record LabelFault(Reason reason, String part, String found, String expected) {

  /** Longest quoted piece of foreign text. */
  static final int MAX_FOUND = 80;

  public LabelFault {
    if (found.length() > MAX_FOUND) {
      found = found.substring(0, MAX_FOUND - 1) + "…";
    }
  }

  /** The fault as one sentence: what, where, what would be right. */
  public String message() {
    return reason.text + " (" + part + "): found " + found + ", expected " + expected;
  }

  /** The kinds of faults. */
  public enum Reason {
    MODULE_TOO_SMALL("modules are too small to be read"),
    MODULE_TOO_LARGE("modules are larger than the use allows"),
    MODULE_NOT_WHOLE("a module is not a whole number of dots"),
    QUIET_ZONE("the quiet zone is too narrow"),
    OVERPRINT("more is printed over the symbol than its level makes up for"),
    INVERTED("the symbol is light on dark"),
    TOO_DENSE("the symbol has more modules than phones read"),
    NO_ROOM("the label is too small"),
    CHARACTER("a character cannot be printed"),
    SCRIPT("a script cannot be set"),
    NO_GLYPH("no font has a character"),
    FONT("a font cannot be used"),
    SHEET("the sheet is impossible"),
    LIMIT("more than can be printed at once"),
    VALUE("a value is not allowed");

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

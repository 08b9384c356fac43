package org.bricscodes.provenance;

/**
 * What a scan is told about a <b>code</b>, not about the goods in the pack. When several hold, the
 * one that matters most to the person holding the pack wins: the order of the constants.
 */
public enum Verdict {
  /** Not a code at all: a wrong check digit, a serial of another shape for an unknown product. */
  MALFORMED("malformed"),
  /**
   * Never issued for a product whose codes are issued here, or of our shape: certainly not ours.
   */
  NOT_ISSUED("not-issued"),
  /** We issued the serial for another lot: the label was changed. */
  WRONG_LOT("wrong-lot"),
  /** The brand owner recalled the item, its lot, its product, or something it was made from. */
  RECALLED("recalled"),
  /** The brand owner voided the code; no pack should carry it. */
  VOID("void"),
  /** Genuine, and past its last day. */
  EXPIRED("expired"),
  /** We issued this code and nothing speaks against it. */
  GENUINE("genuine"),
  /** Made elsewhere and registered here by the party that says it made it: known, not checked. */
  REGISTERED("registered"),
  /** We cannot tell: no serial to check, or the key that made it is not here. */
  UNKNOWN("unknown");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** The word used in JSON and on the command line. */
  public String word() {
    return word;
  }
}

package org.bricscodes.provenance;

/** How well a step is borne out, weakest first. */
public enum Evidence {
  /** Nobody stands behind it any more: its reporter withdrew it. */
  UNKNOWN("unknown"),
  /** Somebody said so. */
  DECLARED("declared"),
  /** Somebody said so and named a document: an order, a bill of lading, a certificate. */
  EVIDENCED("evidenced"),
  /** Somebody other than the brand owner examined it, and is named. */
  VERIFIED("verified"),
  /** A named device measured it. */
  MEASURED("measured");

  private final String word;

  Evidence(String word) {
    this.word = word;
  }

  /** The word used in JSON and on pages. */
  public String word() {
    return word;
  }
}

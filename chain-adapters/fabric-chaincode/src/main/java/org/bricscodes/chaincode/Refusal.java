package org.bricscodes.chaincode;

/**
 * Turns a proposal down, before anything is written. A client sees {@code REASON: words}; the
 * reason is what it acts upon.
 */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1;

  /** Why; never renamed, because clients read the names. */
  enum Reason {
    /** Malformed, too long, or no such function. */
    INVALID_INPUT,
    /** The writer has a larger checkpoint of this log here. */
    STALE_HEAD,
    /** The writer has said something else here about the same place in this log. */
    CONTRADICTION,
    /** Another pledge of the asset is active. */
    HELD,
    /** No pledge of this holder, by this writer, is active. */
    NOT_HELD,
    /** The end that is asked for has come. */
    EXPIRED,
    /** Anything else that is not allowed. */
    REJECTED
  }

  Refusal(Reason reason, String words) {
    super(reason + ": " + words, null, false, false);
  }
}

package org.bricscodes.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A failure at the ledger boundary. Its class answers the question that matters, <b>may the write
 * exist?</b>; its {@link #fault()} says why and what to do. Made by {@link Fault#because}.
 */
public abstract sealed class LedgerException extends Exception {

  private static final long serialVersionUID = 1;

  private final Fault fault;

  private LedgerException(Fault fault, String reason, @Nullable Throwable cause) {
    super(fault + ": " + reason, cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  /** Never accepted, nothing written, and the same bytes will not be accepted. */
  public static final class Refused extends LedgerException {
    private static final long serialVersionUID = 1;

    Refused(Fault fault, String reason, @Nullable Throwable cause) {
      super(fault, reason, cause);
    }
  }

  /** This call wrote nothing; the same may succeed later. */
  public static final class Unavailable extends LedgerException {
    private static final long serialVersionUID = 1;

    Unavailable(Fault fault, String reason, @Nullable Throwable cause) {
      super(fault, reason, cause);
    }
  }

  /** The write may exist: inspect. */
  public static final class OutcomeUnknown extends LedgerException {
    private static final long serialVersionUID = 1;

    OutcomeUnknown(Fault fault, String reason, @Nullable Throwable cause) {
      super(fault, reason, cause);
    }
  }
}

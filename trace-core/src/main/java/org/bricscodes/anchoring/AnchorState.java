package org.bricscodes.anchoring;

/** How far an anchor has come. Only {@link #FINAL} may be called "anchored". */
public enum AnchorState {
  /**
   * Prepared and persisted; the ledger is not known to have it, or a reorganisation took it back
   * and it waits again.
   */
  PENDING,
  /** The ledger has it, or may have it; not final. */
  SUBMITTED,
  /** Final by the ledger's policy, with a receipt; never goes back. */
  FINAL,
  /** Refused, or executed without effect; a later checkpoint takes its place. */
  FAILED
}

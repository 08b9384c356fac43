package org.bricscodes.tlog;

/** An inclusion or consistency proof that does not prove what it claims. */
public final class ProofException extends TlogException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What was wrong, one constant per check. */
  public enum Reason {
    /** The text form of the proof cannot be read. */
    MALFORMED,
    /** The leaf index is not below the tree size, or a size or index is negative. */
    INDEX_OUT_OF_RANGE,
    /** The indices of a batch do not increase strictly, or leaf hashes do not go with them. */
    INDICES_OUT_OF_ORDER,
    /** A consistency proof starts at size 0, or its sizes are not in order. */
    SIZES_OUT_OF_ORDER,
    /** Hashes are missing from the path. */
    PATH_TOO_SHORT,
    /** The path has more hashes than the sizes allow. */
    PATH_TOO_LONG,
    /** Both sizes are equal but the roots are not. */
    ROOTS_DIFFER_AT_SAME_SIZE,
    /** The path does not lead to the older root. */
    OLD_ROOT_MISMATCH,
    /** The path does not lead to the root. */
    ROOT_MISMATCH
  }

  ProofException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Which check failed. */
  public Reason reason() {
    return reason;
  }
}

package org.bricscodes.tlog;

/** A note, checkpoint or key that cannot be read, or that is not signed as required. */
public final class NoteException extends TlogException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What was wrong, one constant per check. */
  public enum Reason {
    /** Not a signed note in canonical form. */
    MALFORMED_NOTE,
    /** The note's text is not a checkpoint in canonical form. */
    MALFORMED_CHECKPOINT,
    /** A checkpoint of size 0 whose root is not that of the empty tree. */
    EMPTY_TREE_ROOT,
    /** Not a verifier or signer key, or its key ID is not that of its content. */
    MALFORMED_KEY,
    /** The checkpoint belongs to another log. */
    WRONG_ORIGIN,
    /** No signature is by a pinned key of the log. */
    NO_KNOWN_SIGNATURE,
    /** A signature line of a known key does not verify; the whole note is refused. */
    BAD_SIGNATURE,
    /** Fewer witnesses cosigned than required. */
    QUORUM_NOT_REACHED
  }

  NoteException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  NoteException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Which check failed. */
  public Reason reason() {
    return reason;
  }
}

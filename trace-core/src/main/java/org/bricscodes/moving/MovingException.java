package org.bricscodes.moving;

/** Why something could not be moved, for people; nothing usable was left half-made. */
public final class MovingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why, and with it what an operator can do. */
  public enum Reason {
    /** What was given is no export, or is damaged: get another copy of it. */
    UNUSABLE,
    /**
     * The place to write to, or to read from, is not as it must be: choose another, or clear it.
     */
    CONFLICT,
    /** The file system failed; mend that and run the same again. */
    DISK,
    /** What was written does not read back as it was. */
    DAMAGED
  }

  public MovingException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public MovingException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}

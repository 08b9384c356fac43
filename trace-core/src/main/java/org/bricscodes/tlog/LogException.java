package org.bricscodes.tlog;

/** A log directory that cannot be opened, read or written. */
public final class LogException extends TlogException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why, and with it what an operator can do. */
  public enum Reason {
    /** Another process, or another instance in this one, holds the directory. */
    LOCKED,
    /** What is stored contradicts what was signed: data was lost, restored or replaced. */
    CONTRADICTION,
    /** Stored bytes do not parse or do not match their checksum or hash. */
    DAMAGED,
    /** The clock stands before the last signed checkpoint. */
    CLOCK_BEHIND,
    /** The file system failed. After a failed write or fsync the log takes no more entries. */
    IO,
    /** The log was closed, or closed itself for writing after an earlier failure. */
    CLOSED
  }

  LogException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  LogException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}

package org.bricscodes.store;

/**
 * A failure of the storage boundary. What was being written may exist, except where a variant says
 * otherwise.
 */
public sealed class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  private StoreException(String message) {
    super(message);
  }

  /** Queues are full; nothing was written. Try again later. */
  public static final class Overloaded extends StoreException {
    private static final long serialVersionUID = 1;

    public Overloaded() {
      super("store queue is full");
    }
  }

  /** The engine is closed or has failed; it must be reopened. */
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    public Unavailable(String message) {
      super(message);
    }
  }

  /** The reading thread was interrupted, and its interrupt flag is set; try again on another. */
  public static final class Interrupted extends StoreException {
    private static final long serialVersionUID = 1;

    public Interrupted() {
      super("interrupted while reading from the store");
    }
  }

  /** What is on disk is not what this version wrote: wrong schema, foreign tables, or damage. */
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1;

    public Corrupt(String message, Throwable cause) {
      super(message, cause);
    }

    public Corrupt(String message) {
      super(message);
    }
  }
}

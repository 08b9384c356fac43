package org.bricscodes.capture;

/** A failure of recording, as against an {@link EventOutcome}, which is an answer. */
public abstract sealed class CaptureException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private CaptureException(String message) {
    super(message);
  }

  private CaptureException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Too much is waiting; nothing of this was recorded. Try again a little later. */
  public static final class Overloaded extends CaptureException {
    private static final long serialVersionUID = 1;

    Overloaded() {
      super("too many events are waiting to be recorded");
    }
  }

  /**
   * Recording has stopped: closed, or the store failed. What was handed over and not acknowledged
   * may or may not have been recorded; handing it over again after a restart is safe.
   */
  public static final class Stopped extends CaptureException {
    private static final long serialVersionUID = 1;

    Stopped(String message) {
      super(message);
    }

    Stopped(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Store and log, or the rows of the store among each other, tell different stories. */
  public static final class Contradiction extends CaptureException {
    private static final long serialVersionUID = 1;

    Contradiction(String message) {
      super(message);
    }
  }
}

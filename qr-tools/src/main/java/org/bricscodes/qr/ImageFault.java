package org.bricscodes.qr;

/** A file that is no picture to read symbols from. The message says what would be right. */
public final class ImageFault extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** The kinds of faults. */
  public enum Reason {
    /** More bytes, pixels or pixels on a side than are read. */
    TOO_LARGE,
    /** Not PNG, JPEG, GIF or BMP. */
    UNKNOWN_FORMAT,
    /** Begins as a picture, and breaks off or contradicts itself. */
    BROKEN
  }

  ImageFault(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  ImageFault(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

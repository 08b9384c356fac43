package org.bricscodes.api.split;

/**
 * A file of which nothing can be sent; the message says where it is wrong and what would be right.
 */
public final class UnusableFile extends Exception {

  private static final long serialVersionUID = 1;

  public UnusableFile(String message) {
    super(message);
  }

  public UnusableFile(String message, Throwable cause) {
    super(message, cause);
  }

  static UnusableFile atLine(long line, String message) {
    return new UnusableFile("line " + line + ": " + message);
  }
}

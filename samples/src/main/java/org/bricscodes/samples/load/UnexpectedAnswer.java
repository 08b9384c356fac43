package org.bricscodes.samples.load;

/** An answer that is none: another status than the one that was asked for. */
final class UnexpectedAnswer extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnexpectedAnswer(int status) {
    super("status " + status);
  }
}

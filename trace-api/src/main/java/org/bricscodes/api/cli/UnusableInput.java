package org.bricscodes.api.cli;

/** What was given cannot be worked on: exit code 2. */
final class UnusableInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableInput(String message) {
    super(message);
  }

  UnusableInput(String message, Throwable cause) {
    super(message, cause);
  }
}

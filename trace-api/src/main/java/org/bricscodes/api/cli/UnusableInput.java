package org.bricscodes.api.cli;

import org.jspecify.annotations.Nullable;

/** What was given cannot be worked on: exit code 2. */
final class UnusableInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableInput(String message) {
    super(message);
  }

  UnusableInput(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

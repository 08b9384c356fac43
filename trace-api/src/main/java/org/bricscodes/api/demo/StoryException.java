package org.bricscodes.api.demo;

/** A story folder that cannot be used; says which file and what in it. */
public final class StoryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StoryException(String message) {
    super(message);
  }

  StoryException(String message, Throwable cause) {
    super(message, cause);
  }
}

package org.bricscodes.api.client;

/**
 * One thing that is wrong with a request.
 *
 * @param where a JSON pointer, an XML position, a parameter, a header or a path
 * @param message what is wrong there and what would be right
 */
public record ProblemFault(String where, String message) {

  @Override
  public String toString() {
    return where.isEmpty() ? message : where + ": " + message;
  }
}

package org.bricscodes.gs1;

final class Unfinished {
  private Unfinished() {}

  static UnsupportedOperationException because(Object subject) {
    return new UnsupportedOperationException(String.valueOf(subject));
  }
}

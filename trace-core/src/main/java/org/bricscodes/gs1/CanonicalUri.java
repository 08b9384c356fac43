package org.bricscodes.gs1;

final class CanonicalUri {
  private CanonicalUri() {}

  static String of(String uri) {
    return uri;
  }
}

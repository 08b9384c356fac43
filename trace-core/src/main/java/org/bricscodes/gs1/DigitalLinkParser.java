package org.bricscodes.gs1;

@SuppressWarnings("DoNotCallSuggester") // until it is finished
final class DigitalLinkParser {
  private DigitalLinkParser() {}

  static DigitalLink uri(String uri) {
    throw Unfinished.because(uri);
  }

  static DigitalLink target(String target) {
    throw Unfinished.because(target);
  }
}

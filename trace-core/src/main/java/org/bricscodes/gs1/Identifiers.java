package org.bricscodes.gs1;

@SuppressWarnings("DoNotCallSuggester") // until it is finished
final class Identifiers {
  private Identifiers() {}

  static Identifier of(DigitalLink link) {
    throw Unfinished.because(link.toString());
  }
}

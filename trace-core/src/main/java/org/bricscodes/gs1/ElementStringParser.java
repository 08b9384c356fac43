package org.bricscodes.gs1;

import java.util.List;

@SuppressWarnings("DoNotCallSuggester") // until it is finished
final class ElementStringParser {
  private ElementStringParser() {}

  static void check(List<Element> elements) {
    throw Unfinished.because(elements.toString());
  }

  static ElementString parse(String text) {
    throw Unfinished.because(text);
  }

  static String transmitted(List<Element> elements) {
    throw Unfinished.because(elements.toString());
  }

  static DigitalLink digitalLink(String base, List<Element> elements) {
    throw Unfinished.because(base + elements);
  }

  static ElementString of(DigitalLink link) {
    throw Unfinished.because(link.toString());
  }
}

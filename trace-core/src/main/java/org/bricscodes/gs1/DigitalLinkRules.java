package org.bricscodes.gs1;

import java.util.List;

@SuppressWarnings("DoNotCallSuggester") // until it is finished
final class DigitalLinkRules {
  private DigitalLinkRules() {}

  static void check(
      String base, Element key, List<Element> qualifiers, List<DigitalLink.Parameter> parameters) {
    throw Unfinished.because(base + key + qualifiers + parameters);
  }

  static List<Element> attributes(List<DigitalLink.Parameter> parameters) {
    throw Unfinished.because(parameters.toString());
  }

  static String canonical(DigitalLink link) {
    throw Unfinished.because(link.base());
  }
}

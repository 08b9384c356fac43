package org.bricscodes.gs1;

import java.util.List;

@SuppressWarnings("DoNotCallSuggester") // until it is finished
final class PercentCoding {
  private PercentCoding() {}

  static String canonical(List<Element> elements) {
    StringBuilder text = new StringBuilder("https://id.gs1.org");
    elements.forEach(e -> text.append('/').append(e.ai()).append('/').append(e.value()));
    return text.toString();
  }

  static String path(Element key, List<Element> qualifiers) {
    throw Unfinished.because(key + "" + qualifiers);
  }

  static String query(List<DigitalLink.Parameter> parameters) {
    throw Unfinished.because(parameters.toString());
  }
}

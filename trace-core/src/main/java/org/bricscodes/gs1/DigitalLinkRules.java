package org.bricscodes.gs1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bricscodes.gs1.DigitalLink.Parameter;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.jspecify.annotations.Nullable;

/** Where application identifiers may stand in a link (GS1 Digital Link: URI Syntax, 4). */
final class DigitalLinkRules {

  private DigitalLinkRules() {}

  /** Proves the parts of a link built by hand. */
  static void check(
      String base, Element key, List<Element> qualifiers, List<Parameter> parameters) {
    Faults faults = new Faults();
    BaseUri.check(faults, base, 0, base.length());
    Ai ai = AiTable.find(key.ai());
    if (ai == null || !ai.key()) {
      faults.add(Reason.NO_KEY, key.ai(), 0, key.toString(), "a primary key such as 01, 00 or 414");
      throw faults.exception();
    }
    order(faults, ai, qualifiers.stream().map(Element::ai).toList(), null);
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        faults.add(Reason.REPEATED, parameter.name(), 0, parameter.name(), "each name once");
      }
      parameter(faults, ai, parameter.name(), RawValue.plain(parameter.value(), 0), 0);
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(parameter.name() + parameter.value())) {
        faults.add(Reason.CHARACTER, "query", 0, "unpaired surrogate", "Unicode text");
      }
    }
    faults.throwIfAny();
  }

  /**
   * Checks that qualifiers belong to the key, in order and of one alternative.
   *
   * @param starts where each code stands in the text
   */
  static void order(Faults faults, Ai key, List<String> codes, int @Nullable [] starts) {
    for (List<String> sequence : key.sequences()) {
      if (ascending(sequence, codes)) {
        return;
      }
    }
    for (int i = 0; i < codes.size(); i++) {
      int start = starts == null ? 0 : starts[i];
      String code = codes.get(i);
      if (!key.qualifiedBy(code)) {
        Ai ai = AiTable.find(code);
        String query = ai != null && ai.query() && !ai.key() ? ", " + code + " in the query" : "";
        faults.add(Reason.NOT_A_QUALIFIER, code, start, code, allowed(key) + query);
      } else if (i > 0 && outOfPlace(key, codes.get(i - 1), code)) {
        faults.add(Reason.QUALIFIER_ORDER, code, start, code, allowed(key));
      }
    }
  }

  private static boolean outOfPlace(Ai key, String before, String code) {
    return key.qualifiedBy(before)
        && key.sequences().stream().noneMatch(s -> ascending(s, List.of(before, code)));
  }

  private static boolean ascending(List<String> sequence, List<String> codes) {
    int last = -1;
    for (String code : codes) {
      int at = sequence.indexOf(code);
      if (at <= last) {
        return false;
      }
      last = at;
    }
    return true;
  }

  private static String allowed(Ai key) {
    if (key.sequences().isEmpty()) {
      return "nothing after /" + key.code() + "/…";
    }
    String alternatives =
        key.sequences().stream()
            .map(sequence -> String.join(", ", sequence))
            .collect(Collectors.joining(", or: "));
    return "after /" + key.code() + "/… in this order: " + alternatives;
  }

  /** Checks a query pair: a data attribute with a valid value, or a name that is not all digits. */
  static void parameter(Faults faults, Ai key, String name, RawValue value, int start) {
    if (name.isEmpty()) {
      faults.add(Reason.SYNTAX, "query", start, "", "a name before the equals sign");
      return;
    }
    if (!name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return;
    }
    Ai ai = AiTable.find(name);
    if (ai == null) {
      faults.add(
          Reason.UNKNOWN_AI,
          "query",
          start,
          name,
          "a known application identifier, or a name with letters");
      return;
    }
    if (!ai.query() || ai.key() || key.qualifiedBy(name)) {
      String expected = key.qualifiedBy(name) ? "/" + name + "/… in the path" : "a data attribute";
      faults.add(Reason.NOT_AN_ATTRIBUTE, name, start, name, expected);
    }
    ai.check(faults, value);
  }

  static List<Element> attributes(List<Parameter> parameters) {
    List<Element> attributes = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (AiTable.find(parameter.name()) != null) {
        attributes.add(new Element(parameter.name(), parameter.value()));
      }
    }
    return List.copyOf(attributes);
  }

  static String canonical(DigitalLink link) {
    List<Parameter> sorted =
        link.parameters().stream().sorted(Comparator.comparing(Parameter::name)).toList();
    return DigitalLink.CANONICAL_BASE + link.path() + PercentCoding.query(sorted);
  }
}

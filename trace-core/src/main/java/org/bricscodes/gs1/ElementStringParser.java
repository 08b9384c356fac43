package org.bricscodes.gs1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.DigitalLink.Parameter;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.jspecify.annotations.Nullable;

/** Reads and writes both forms of an element string (GS1 General Specifications, 7.8). */
final class ElementStringParser {

  private static final Set<String> SYMBOLOGIES = Set.of("]d2", "]Q3", "]C1", "]e0", "]J1");

  private final Faults faults = new Faults();
  private final Set<String> seen = new HashSet<>();
  private final List<Element> elements = new ArrayList<>();
  private final String text;

  private ElementStringParser(String text) {
    this.text = text;
  }

  static void check(List<Element> elements) {
    Faults faults = new Faults();
    if (elements.isEmpty()) {
      faults.add(Reason.EMPTY, "element string", 0, "", "at least one element");
    }
    Set<String> seen = new HashSet<>();
    for (Element element : elements) {
      if (!seen.add(element.ai())) {
        faults.add(Reason.REPEATED, element.ai(), 0, element.toString(), "each one once");
      }
    }
    faults.throwIfAny();
  }

  static ElementString parse(String text) {
    if (text.length() > ElementString.MAX_LENGTH) {
      throw Faults.one(
          Reason.LENGTH, "element string", 0, text, "at most " + ElementString.MAX_LENGTH);
    }
    ElementStringParser parser = new ElementStringParser(text);
    if (text.startsWith("(")) {
      parser.bracketed();
    } else {
      parser.transmitted();
    }
    parser.faults.throwIfAny();
    return new ElementString(parser.elements);
  }

  /** {@code (ai)value} again and again; an opening bracket inside a value is written {@code \(}. */
  private void bracketed() {
    int at = 0;
    while (at < text.length()) {
      int close = text.indexOf(')', at);
      if (close < 0) {
        faults.add(Reason.SYNTAX, "element string", at, text.substring(at), "a closing bracket");
        return;
      }
      StringBuilder value = new StringBuilder();
      int next = close + 1;
      while (next < text.length() && text.charAt(next) != '(') {
        boolean escaped = text.startsWith("\\(", next);
        value.append(escaped ? '(' : text.charAt(next));
        next += escaped ? 2 : 1;
      }
      add(text.substring(at + 1, close), at + 1, value.toString(), close + 1);
      at = next;
    }
  }

  private void transmitted() {
    int at = 0;
    if (text.startsWith("]")) {
      if (text.length() < 3 || !SYMBOLOGIES.contains(text.substring(0, 3))) {
        String found = text.substring(0, Math.min(3, text.length()));
        faults.add(Reason.SYNTAX, "symbology", 0, found, "]d2, ]Q3, ]C1, ]e0, ]J1 or none");
        return;
      }
      at = 3;
    }
    if (at < text.length() && text.charAt(at) == ElementString.GS) {
      at++; // FNC1 in first position, as some readers send it
    }
    if (at == text.length()) {
      faults.add(Reason.EMPTY, "element string", at, "", "at least one element");
    }
    while (at < text.length()) {
      at = transmittedElement(at);
    }
  }

  /** Reads one element; answers where the next begins. */
  private int transmittedElement(int at) {
    int digits =
        at + 2 <= text.length() ? AiTable.codeLength(text.charAt(at), text.charAt(at + 1)) : 0;
    int separator = text.indexOf(ElementString.GS, at);
    int end = separator < 0 ? text.length() : separator;
    int codeEnd = Math.min(at + Math.max(digits, 2), end);
    Ai ai = AiTable.find(text, at, codeEnd);
    int valueEnd = end;
    if (ai != null && ai.predefinedLength()) {
      valueEnd = Math.min(codeEnd + ai.maxLength(), end);
    }
    add(text.substring(at, codeEnd), at, text.substring(codeEnd, valueEnd), codeEnd);
    return valueEnd == separator ? separator + 1 : valueEnd;
  }

  private void add(String code, int codeAt, String value, int valueAt) {
    Ai ai = AiTable.find(code);
    if (ai == null) {
      String expected = "a GS1 application identifier";
      faults.add(Reason.UNKNOWN_AI, "element string", codeAt, code, expected);
      return;
    }
    if (!seen.add(code)) {
      faults.add(Reason.REPEATED, code, codeAt, code, "each one once");
    }
    int before = faults.size();
    ai.check(faults, RawValue.plain(value, valueAt));
    if (faults.size() == before) {
      elements.add(new Element(code, value));
    }
  }

  static String transmitted(List<Element> elements) {
    StringBuilder text = new StringBuilder();
    boolean open = false;
    for (Element element : elements) {
      if (open) {
        text.append(ElementString.GS);
      }
      text.append(element.ai()).append(element.value());
      open = !ai(element).predefinedLength();
    }
    return text.toString();
  }

  static DigitalLink digitalLink(String base, List<Element> elements) {
    Element key = key(elements);
    Ai ai = ai(key);
    List<String> order = ai.sequences().stream().flatMap(List::stream).toList();
    List<Element> qualifiers = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    for (Element element : elements) {
      if (order.contains(element.ai())) {
        qualifiers.add(element);
      } else if (!element.equals(key)) {
        parameters.add(new Parameter(element.ai(), element.value()));
      }
    }
    qualifiers.sort(Comparator.comparingInt(element -> order.indexOf(element.ai())));
    return new DigitalLink(base, key, qualifiers, parameters);
  }

  private static Element key(List<Element> elements) {
    @Nullable Element key = null;
    for (Element element : elements) {
      if (ai(element).key()) {
        if (key != null) {
          throw Faults.one(Reason.REPEATED, element.ai(), 0, element.toString(), "only one key");
        }
        key = element;
      }
    }
    if (key == null) {
      throw Faults.one(
          Reason.NO_KEY, "element string", 0, elements.getFirst().toString(), "a key such as (01)");
    }
    return key;
  }

  private static Ai ai(Element element) {
    Ai ai = AiTable.find(element.ai());
    if (ai == null) {
      throw new IllegalStateException("an element proves its application identifier");
    }
    return ai;
  }

  static ElementString of(DigitalLink link) {
    List<Element> elements = new ArrayList<>();
    elements.add(link.key());
    elements.addAll(link.qualifiers());
    elements.addAll(link.attributes());
    return new ElementString(elements);
  }
}

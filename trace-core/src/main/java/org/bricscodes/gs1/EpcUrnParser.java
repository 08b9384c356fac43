package org.bricscodes.gs1;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.gs1.Gs1Fault.Reason;

/** Reads an EPC URN strictly, part by part. */
final class EpcUrnParser {

  private final Faults faults = new Faults();
  private final String urn;
  private final UrnScheme scheme;

  private EpcUrnParser(String urn, UrnScheme scheme) {
    this.urn = urn;
    this.scheme = scheme;
  }

  static EpcUrn parse(String urn) {
    UrnScheme scheme = urn.length() > DigitalLink.MAX_LENGTH ? null : UrnScheme.of(urn);
    if (scheme == null) {
      throw Faults.one(
          Reason.SCHEME, "urn", 0, urn, "urn:epc: of kind id, class or idpat and a known scheme");
    }
    return new EpcUrnParser(urn, scheme).parse();
  }

  private EpcUrn parse() {
    List<RawValue> parts = split();
    RawValue prefix = parts.get(0);
    RawValue reference = parts.get(1);
    int length = prefix.text().length();
    if (length < EpcUrns.MIN_PREFIX || length > EpcUrns.MAX_PREFIX) {
      faults.add(
          Reason.COMPANY_PREFIX, "company prefix", prefix.start(), prefix.text(), "6 to 12 digits");
    }
    digits("company prefix", prefix);
    String key = scheme.digits == 0 ? text(prefix, reference) : number(prefix, reference, parts);
    List<Element> path = path(key, parts);
    faults.throwIfAny();
    return new EpcUrn(urn, EpcUrns.identifier(path), length);
  }

  /** The parts between dots; the last keeps its dots. */
  private List<RawValue> split() {
    int count = 2 + (scheme.pieces() ? 2 : 0) + (scheme.tail.isEmpty() ? 0 : 1);
    List<RawValue> parts = new ArrayList<>();
    int from = scheme.start.length();
    while (parts.size() < count) {
      int dot = parts.size() == count - 1 ? -1 : urn.indexOf('.', from);
      int to = dot < 0 ? urn.length() : dot;
      literals(from, to);
      parts.add(PercentCoding.decode(faults, "urn", urn, from, to));
      if (dot < 0) {
        break;
      }
      from = dot + 1;
    }
    if (parts.size() < count) {
      faults.add(Reason.SYNTAX, "urn", urn.length(), urn, scheme.shape());
      throw faults.exception();
    }
    return parts;
  }

  /** Characters that a URN must escape (Tag Data Standard, 6.3.1). */
  private void literals(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = urn.charAt(i);
      if ("\"&/<>?#".indexOf(c) >= 0) {
        StringBuilder escaped = new StringBuilder();
        PercentCoding.escape(escaped, c);
        faults.add(Reason.CHARACTER, "urn", i, String.valueOf(c), escaped.toString());
      }
    }
  }

  private void digits(String part, RawValue value) {
    for (int i = 0; i < value.raw().length(); i++) {
      char c = value.raw().charAt(i);
      if (!CharacterSet.NUMERIC.has(c)) {
        String expected = CharacterSet.NUMERIC.text;
        faults.add(Reason.CHARACTER, part, value.start() + i, String.valueOf(c), expected);
      }
    }
  }

  private String number(RawValue prefix, RawValue reference, List<RawValue> parts) {
    digits("reference", reference);
    int expected = scheme.digits - prefix.text().length();
    if (reference.text().length() != expected && !faults.any()) {
      String right = expected + " digits, " + scheme.digits + " with the company prefix";
      faults.add(Reason.LENGTH, "reference", reference.start(), reference.text(), right);
    }
    if (scheme.pieces()) {
      pieces(parts.get(2), parts.get(3));
    }
    if (faults.any()) {
      return "";
    }
    String lead = scheme.leads() ? reference.text().substring(0, 1) : "";
    String body = lead + prefix.text() + reference.text().substring(lead.length());
    String key = scheme.keyStart() + body + CheckDigit.of(body, 0, body.length());
    return scheme.pieces() ? key + parts.get(2).text() + parts.get(3).text() : key;
  }

  private void pieces(RawValue piece, RawValue total) {
    digits("piece", piece);
    digits("total", total);
    boolean lengths = piece.text().length() == 2 && total.text().length() == 2;
    String wrong =
        faults.any()
            ? ""
            : lengths ? ValueRule.PIECE.fault(piece.text() + total.text()) : "two digits each";
    if (!wrong.isEmpty()) {
      faults.add(Reason.VALUE, "8006", piece.start(), piece.text() + "." + total.text(), wrong);
    }
  }

  private String text(RawValue prefix, RawValue reference) {
    CharacterSet set = scheme.key.equals("8010") ? CharacterSet.CSET_39 : CharacterSet.CSET_82;
    part(
        new Component(set, 1, 30 - Math.min(prefix.text().length(), 12), false, ValueRule.NONE),
        reference);
    return prefix.text() + reference.text();
  }

  private void part(Component component, RawValue value) {
    component.members(faults, scheme.key, value, 0, value.text().length());
    int length = value.text().length();
    if (length < component.min() || length > component.max()) {
      String expected = component.min() + " to " + component.max() + " characters";
      faults.add(Reason.LENGTH, scheme.key, value.start(), value.text(), expected);
    }
  }

  private List<Element> path(String key, List<RawValue> parts) {
    RawValue tail = parts.getLast();
    switch (scheme.tail) {
      case "" -> {}
      case "*" -> {
        if (!tail.raw().equals("*")) {
          faults.add(Reason.SYNTAX, "urn", tail.start(), tail.raw(), "* for the whole class");
        }
      }
      case "+" -> {
        Ai ai = AiTable.find(scheme.key);
        if (ai != null) {
          part(ai.components().getLast(), tail);
        }
        key += tail.text();
      }
      default -> AiTable.check(faults, scheme.tail, tail);
    }
    if (faults.any()) {
      return List.of();
    }
    Element element = new Element(scheme.key, key);
    boolean qualified = Character.isDigit(scheme.tail.isEmpty() ? '*' : scheme.tail.charAt(0));
    return qualified ? List.of(element, new Element(scheme.tail, tail.text())) : List.of(element);
  }
}

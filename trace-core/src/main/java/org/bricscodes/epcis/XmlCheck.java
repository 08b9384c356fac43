package org.bricscodes.epcis;

import java.util.Set;

/** What holds for every element of EPCIS. Whatever breaks it is reported. */
final class XmlCheck {

  private XmlCheck() {}

  /**
   * Whether an element is of EPCIS: without a namespace, as all are below the root; one in EPCIS's
   * own namespace is reported and taken for what was meant.
   */
  static boolean isStandard(XmlElement element, XmlFaults faults) {
    if (element.isPlain()) {
      return true;
    }
    if (!XmlDialect.isOfEpcis(element.namespace)) {
      return false;
    }
    if (isInQualified(element)) {
      return true; // said of the outermost one
    }
    faults.at(
        element,
        element.qualifiedName() + " is in the namespace " + element.namespace,
        "elements of EPCIS below the root have no namespace: write "
            + element.localName
            + ", without prefix, and no default namespace");
    return true;
  }

  private static boolean isInQualified(XmlElement element) {
    XmlElement parent = element.parent;
    return parent != null && parent.parent != null && XmlDialect.isOfEpcis(parent.namespace);
  }

  static void noText(XmlElement element, XmlFaults faults) {
    if (element.hasText()) {
      faults.at(
          element,
          "there is text where elements belong: " + Fault.quote(element.text.strip()),
          "remove it");
    }
  }

  /** Reports every attribute but these and those for schema processors. */
  static void attributes(XmlElement element, Set<String> allowed, XmlFaults faults) {
    for (XmlAttribute attribute : element.attributes) {
      boolean known = attribute.namespace().isEmpty() && allowed.contains(attribute.localName());
      if (!known && !attribute.isForSchemaProcessors()) {
        unknownAttribute(element, attribute, allowed, faults);
      }
    }
  }

  /** Reports attributes without namespace but these. */
  static void plainAttributes(XmlElement element, Set<String> allowed, XmlFaults faults) {
    for (XmlAttribute attribute : element.attributes) {
      if (attribute.namespace().isEmpty() && !allowed.contains(attribute.localName())) {
        unknownAttribute(element, attribute, allowed, faults);
      }
    }
  }

  private static void unknownAttribute(
      XmlElement element, XmlAttribute attribute, Set<String> allowed, XmlFaults faults) {
    String meant = Nearest.to(attribute.localName(), allowed);
    faults.at(
        element,
        attribute.qualifiedName(),
        element.qualifiedName() + " has no attribute " + Fault.quote(attribute.qualifiedName()),
        meant == null ? "leave it out" : "did you mean " + meant + "?");
  }

  /** The text of an element that holds nothing but text, without white space around it. */
  static String leaf(XmlElement element, Set<String> attributes, XmlFaults faults) {
    attributes(element, attributes, faults);
    if (!element.children.isEmpty()) {
      faults.at(
          element,
          element.localName + " holds elements",
          "it takes text only: remove " + element.children.getFirst().qualifiedName());
    }
    return element.text.strip();
  }

  static String leaf(XmlElement element, XmlFaults faults) {
    return leaf(element, Set.of(), faults);
  }

  /** Reports a child that has no place in its parent. */
  static void stray(XmlElement holder, XmlElement child, String allowed, XmlFaults faults) {
    faults.at(
        child,
        Fault.quote(child.qualifiedName()) + " does not belong in " + holder.localName,
        "only " + allowed + " does");
  }
}

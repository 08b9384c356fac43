package org.bricscodes.epcis;

import java.util.List;

/** Reports faults at places of an XML document: by element path, with the line in the message. */
final class XmlFaults {

  private final FaultList faults;
  private int event = Fault.DOCUMENT;

  XmlFaults(FaultList faults) {
    this.faults = faults;
  }

  /** Takes everything and keeps nothing. */
  static XmlFaults discarding() {
    return new XmlFaults(new FaultList(0));
  }

  /** Faults from here on belong to this event, or to the document. */
  void belongTo(int index) {
    event = index;
  }

  int count() {
    return faults.count();
  }

  boolean hasDocumentFault() {
    return faults.hasDocumentFault();
  }

  /** Whether more are only counted, so that nothing need be thought of to say. */
  boolean isFull() {
    return faults.isFull();
  }

  void at(XmlElement element, String message, String remedy) {
    at(element, "", message, remedy);
  }

  void at(XmlElement element, String attribute, String message, String remedy) {
    faults.add(new Fault(event, place(element, attribute), line(element.line, message), remedy));
  }

  /** Finding a place takes a look at every sibling: not for a fault that is only counted. */
  private String place(XmlElement element, String attribute) {
    if (faults.isFull()) {
      return "";
    }
    String name = attribute.substring(0, Math.min(attribute.length(), Fault.MAX_QUOTE));
    return element.path() + (name.isEmpty() ? "" : "/@" + name);
  }

  /** Reports where no element is open. */
  void atLine(int line, String message, String remedy) {
    faults.add(new Fault(event, "", line(line, message), remedy));
  }

  List<Fault> toList() {
    return faults.toList();
  }

  private static String line(int line, String message) {
    return "line " + line + ": " + message;
  }
}

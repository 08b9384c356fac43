package org.bricscodes.epcis;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The namespace prefixes in force at a place of a document that is being written. */
final class XmlBindings {

  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  private final @Nullable XmlBindings outer;
  private final Map<String, String> own = new TreeMap<>();

  private XmlBindings(@Nullable XmlBindings outer) {
    this.outer = outer;
  }

  static XmlBindings root() {
    return new XmlBindings(null);
  }

  /** A place inside this one. */
  XmlBindings inside() {
    return new XmlBindings(this);
  }

  /** What this place itself declares, by prefix. */
  Map<String, String> own() {
    return own;
  }

  void declare(String prefix, String namespace) {
    own.put(prefix, namespace);
  }

  @Nullable String namespace(String prefix) {
    for (XmlBindings at = this; at != null; at = at.outer) {
      String found = at.own.get(prefix);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /**
   * A prefix that stands for a namespace here, the wanted one if it does. One is declared here when
   * there is none yet.
   */
  String prefix(String namespace, String wanted) {
    if (namespace.equals(XML)) {
      return "xml";
    }
    if (namespace.equals(namespace(wanted))) {
      return wanted;
    }
    for (XmlBindings at = this; at != null; at = at.outer) {
      for (Map.Entry<String, String> declared : at.own.entrySet()) {
        if (declared.getValue().equals(namespace)
            && namespace.equals(namespace(declared.getKey()))) {
          return declared.getKey();
        }
      }
    }
    int number = 1;
    while (namespace("ns" + number) != null) {
      number++;
    }
    declare("ns" + number, namespace);
    return "ns" + number;
  }
}

package org.bricscodes.epcis;

/** The name of an element as written; prefix and namespace are empty for none. */
record XmlName(String prefix, String namespace, String localName) {}

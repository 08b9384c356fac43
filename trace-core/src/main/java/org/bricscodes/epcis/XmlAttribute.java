package org.bricscodes.epcis;

/**
 * An attribute of an XML element. Namespace declarations are none.
 *
 * @param prefix as written, empty for none
 * @param namespace empty for none
 */
record XmlAttribute(String prefix, String namespace, String localName, String value) {

  /** Says something to schema processors only: {@code xsi:type}, {@code xsi:schemaLocation}. */
  boolean isForSchemaProcessors() {
    return namespace.equals(XmlDialect.XSI);
  }

  String qualifiedName() {
    return prefix.isEmpty() ? localName : prefix + ":" + localName;
  }
}

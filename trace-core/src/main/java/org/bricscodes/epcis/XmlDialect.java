package org.bricscodes.epcis;

import org.jspecify.annotations.Nullable;

/** The two XML bindings of EPCIS, told apart by the namespace of the root. */
enum XmlDialect {
  /** EPCIS 1.0, 1.1 and 1.2. */
  ONE("urn:epcglobal:epcis:xsd:1", "urn:epcglobal:epcis-query:xsd:1", "1.2"),
  /** EPCIS 2.0. */
  TWO("urn:epcglobal:epcis:xsd:2", "urn:epcglobal:epcis-query:xsd:2", "2.0");

  static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  static final String HEADER =
      "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";

  private final String documents;
  private final String queries;
  private final String version;

  XmlDialect(String documents, String queries, String version) {
    this.documents = documents;
    this.queries = queries;
    this.version = version;
  }

  /** The dialect of a root in this namespace; {@code null} if it is of neither. */
  static @Nullable XmlDialect of(String namespace) {
    for (XmlDialect dialect : values()) {
      if (namespace.equals(dialect.documents) || namespace.equals(dialect.queries)) {
        return dialect;
      }
    }
    return null;
  }

  /** A namespace of EPCIS itself, which only the root and query results are in. */
  static boolean isOfEpcis(String namespace) {
    return namespace.startsWith("urn:epcglobal:epcis")
        && (namespace.endsWith(":xsd:1") || namespace.endsWith(":xsd:2"));
  }

  String documents() {
    return documents;
  }

  String queries() {
    return queries;
  }

  /** The usual {@code schemaVersion}. */
  String version() {
    return version;
  }

  /** Whether a {@code schemaVersion} is of this dialect. */
  boolean reads(String schemaVersion) {
    String major = version.substring(0, 1);
    return schemaVersion.equals(major)
        || (schemaVersion.length() <= 5
            && schemaVersion.startsWith(major + ".")
            && schemaVersion.chars().skip(2).allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }
}

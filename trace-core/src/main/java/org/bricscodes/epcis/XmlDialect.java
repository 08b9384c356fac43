package org.bricscodes.epcis;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The two XML bindings of EPCIS, told apart by the namespace of the root. */
enum XmlDialect {
  /** EPCIS 1.0, 1.1 and 1.2. */
  ONE("1", "1.2"),
  /** EPCIS 2.0. */
  TWO("2", "2.0");

  /** The kinds of root; each has a namespace of its own. */
  enum Root {
    DOCUMENT("EPCISDocument", "urn:epcglobal:epcis:xsd:"),
    QUERY_DOCUMENT("EPCISQueryDocument", "urn:epcglobal:epcis-query:xsd:"),
    MASTER_DATA_DOCUMENT("EPCISMasterDataDocument", "urn:epcglobal:epcis-masterdata:xsd:");

    private final String element;
    private final String namespace;

    Root(String element, String namespace) {
      this.element = element;
      this.namespace = namespace;
    }

    static @Nullable Root of(String element) {
      for (Root root : values()) {
        if (root.element.equals(element)) {
          return root;
        }
      }
      return null;
    }

    static Set<String> elements() {
      return Set.of(DOCUMENT.element, QUERY_DOCUMENT.element, MASTER_DATA_DOCUMENT.element);
    }
  }

  static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  static final String HEADER =
      "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";

  private final String major;
  private final String version;

  XmlDialect(String major, String version) {
    this.major = major;
    this.version = version;
  }

  /** The dialect of a root in this namespace; {@code null} if it is of neither. */
  static @Nullable XmlDialect of(Root root, String namespace) {
    for (XmlDialect dialect : values()) {
      if (namespace.equals(dialect.namespace(root))) {
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

  /** The namespace of a root, in this dialect. */
  String namespace(Root root) {
    return root.namespace + major;
  }

  /** The usual {@code schemaVersion}. */
  String version() {
    return version;
  }

  /** Whether a {@code schemaVersion} is of this dialect. */
  boolean reads(String schemaVersion) {
    return schemaVersion.equals(major)
        || (schemaVersion.length() <= 5
            && schemaVersion.startsWith(major + ".")
            && schemaVersion.chars().skip(2).allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }
}

package org.bricscodes.gs1;

import java.util.List;

/**
 * A GS1 key at the level at which EPCIS identifies things: an instance, a lot, a class, a place, a
 * party, a document. Every value of this type is proven: check digit, character set and length.
 */
public sealed interface Identifier
    permits Cpi,
        Gdti,
        Giai,
        Ginc,
        Gln,
        Grai,
        Gsin,
        Gsrn,
        Gsrnp,
        Gtin,
        Itip,
        Lgtin,
        Pgln,
        Sgcn,
        Sgln,
        Sgtin,
        Sscc,
        Upui {

  /** The key element, followed by its qualifier where the identifier has one. */
  List<Element> elements();

  /**
   * The canonical Digital Link of EPCIS (CBV 2.0, 8.9): {@code https://id.gs1.org/} and the path;
   * the one text under which equal identifiers are equal. Same text as {@link Gs1Uri#canonical}
   * gives for any form of this identifier.
   */
  default String canonical() {
    return PercentCoding.canonical(elements());
  }

  /** This identifier as a Digital Link on {@code https://id.gs1.org}. */
  default DigitalLink digitalLink() {
    return DigitalLink.of(elements());
  }

  /**
   * Reads an EPC URN or a Digital Link on any host, at its finest EPC level.
   *
   * @throws Gs1Exception with every fault
   */
  static Identifier parse(String uri) {
    return uri.startsWith(EpcUrn.PREFIX)
        ? EpcUrn.parse(uri).identifier()
        : DigitalLink.parse(uri).identifier();
  }
}

package org.bricscodes.gs1;

/** Forms of the URI of one thing: the one under which equal things are equal, and the EPC URN. */
public final class Gs1Uri {

  private Gs1Uri() {}

  /**
   * The canonical Digital Link of an EPC URN or of a Digital Link on any host, at the finest EPC
   * level (CBV 2.0, 8.9: {@code https://id.gs1.org/01/{gtin14}/21/{serial}} and so on): query
   * dropped, alphabetic names turned into application identifiers, GTIN padded to 14 digits,
   * consumer product variant dropped, lot dropped when there is a serial. Anything else, including
   * every malformed identifier, comes back unchanged; a URI that is canonical already comes back as
   * the same object. Never throws, holds no state; any thread.
   */
  public static String canonical(String uri) {
    return CanonicalUri.of(uri);
  }

  /**
   * The EPC URN of a Digital Link on any host, at the finest EPC level. What is not a sound link to
   * an EPC key, has no URN, or has a company prefix that the table does not know comes back as the
   * same object. Never throws; the canonical form of the answer is that of {@code uri}.
   */
  public static String epcUrn(String uri, CompanyPrefixes prefixes) {
    String link = CanonicalUri.of(uri);
    if (uri.startsWith(EpcUrn.PREFIX) || !link.startsWith(DigitalLink.CANONICAL_BASE)) {
      return uri;
    }
    try {
      return EpcUrn.of(Identifier.parse(link), prefixes).map(EpcUrn::toString).orElse(uri);
    } catch (Gs1Exception _) { // a URI of this host that is no EPC key, such as AI 8013
      return uri;
    }
  }
}

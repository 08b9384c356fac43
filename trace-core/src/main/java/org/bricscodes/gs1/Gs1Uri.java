package org.bricscodes.gs1;

/** The one text under which two URIs of the same thing are equal. */
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
}

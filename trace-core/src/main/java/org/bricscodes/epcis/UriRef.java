package org.bricscodes.epcis;

/**
 * A name in an event: an EPC, a place, a vocabulary word, an event type.
 *
 * @param written exactly as received: {@code shipping}, {@code urn:epc:id:sgtin:…}, {@code
 *     example:step}
 * @param canonical the form to compare, index and hash by: {@code
 *     https://ref.gs1.org/cbv/BizStep-shipping}, the Digital Link on {@code https://id.gs1.org/},
 *     the expanded CURIE; any other URI is its own canonical form
 * @param form what {@code written} is
 */
public record UriRef(String written, String canonical, Form form) {

  /** The three ways JSON-LD lets a name be written. */
  public enum Form {
    /** A bare standard word of the Core Business Vocabulary. */
    WORD,
    /** A prefix of the document's context, a colon, a local name. */
    CURIE,
    /** A whole URI. */
    URI
  }

  @Override
  public String toString() {
    return canonical;
  }
}

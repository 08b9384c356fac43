package org.bricscodes.resolver;

/**
 * Who changes links.
 *
 * @param party a URI
 */
public record Registrar(String party, Powers powers) {

  /** How far a change may reach. */
  public enum Powers {
    /** The party's own products: those it was first to register, or issued codes for. */
    OWN,
    /** Every product; it stays whose it is, and is the party's if it was nobody's. */
    ANY,
    /** Every product, which becomes the party's: for copies of another registry. */
    GIVE
  }
}

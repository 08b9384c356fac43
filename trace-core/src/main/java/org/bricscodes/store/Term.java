package org.bricscodes.store;

/**
 * Something records are found by, such as {@code bizStep=https://ref.gs1.org/cbv/BizStep-packing}.
 *
 * @param text the term, not empty; hashed into the index, so of any length. Of a {@link
 *     Spread#ROLE} the thing that has the role
 * @param spread how many records carry it; part of its identity and permanent: every writer and
 *     reader of a kind of term uses the same
 * @param role which of the thing's roles, 0 to 255; 0 of the other spreads
 */
public record Term(String text, Spread spread, int role) {

  /** Roles a thing may have. */
  public static final int MAX_ROLE = 255;

  /** How many records carry a term. */
  public enum Spread {
    /** Few enough for one partition, at most some hundred thousands: a document, an identifier. */
    SPARSE,
    /** A share of everything ever recorded, such as a business step or a place: split by time. */
    HOT,
    /**
     * A role that a thing has in a record, such as child or parent. As few as {@link #SPARSE}, and
     * in one partition with the thing's other roles: who asks for several of them reads once.
     */
    ROLE
  }

  public Term {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("term must not be empty");
    }
    if (role < 0 || role > MAX_ROLE || (role > 0 && spread != Spread.ROLE)) {
      throw new IllegalArgumentException("no term of spread " + spread + " has role " + role);
    }
  }

  /** A {@link Spread#SPARSE} term. */
  public static Term sparse(String text) {
    return new Term(text, Spread.SPARSE, 0);
  }

  /** A {@link Spread#HOT} term. */
  public static Term hot(String text) {
    return new Term(text, Spread.HOT, 0);
  }

  /** A {@link Spread#ROLE} of a thing. */
  public static Term role(String thing, int role) {
    return new Term(thing, Spread.ROLE, role);
  }

  /**
   * A term spelled {@code name=value}.
   *
   * @param isHot whether it is {@link Spread#HOT}
   * @param role which of the roles of {@code value}; 0 if it is none
   */
  public static Term of(String text, boolean isHot, int role) {
    if (role > 0) {
      return role(text.substring(text.indexOf('=') + 1), role);
    }
    return isHot ? hot(text) : sparse(text);
  }
}

package org.bricscodes.store;

/**
 * Something records are found by, such as {@code epc=https://id.gs1.org/01/…/21/…}.
 *
 * @param text the term, not empty; hashed into the index, so of any length
 * @param spread how many records carry it; part of its identity and permanent: every writer and
 *     reader of a kind of term uses the same
 */
public record Term(String text, Spread spread) {

  /** How many records carry a term. */
  public enum Spread {
    /** Few enough for one partition, at most some hundred thousands: an EPC, a document. */
    SPARSE,
    /** A share of everything ever recorded, such as a business step or a place: split by time. */
    HOT
  }

  public Term {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("term must not be empty");
    }
  }

  /** A {@link Spread#SPARSE} term. */
  public static Term sparse(String text) {
    return new Term(text, Spread.SPARSE);
  }

  /** A {@link Spread#HOT} term. */
  public static Term hot(String text) {
    return new Term(text, Spread.HOT);
  }
}

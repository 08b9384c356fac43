package org.bricscodes.gs1;

import java.io.InputStream;
import java.util.OptionalInt;

/**
 * How many digits of a GS1 key are the company prefix: a table of number prefixes with the length
 * that GS1 member organisations assign under them; the longest matching prefix decides. Immutable.
 */
public final class CompanyPrefixes {

  private CompanyPrefixes() {}

  /** The table shipped with this library. It does not know every prefix. */
  public static CompanyPrefixes shipped() {
    return new CompanyPrefixes();
  }

  /**
   * Reads a table of lines {@code prefix length} or {@code first-last length} in UTF-8; {@code #}
   * begins a comment, length 0 means unassigned.
   *
   * @throws Gs1Exception naming every faulty line
   */
  public static CompanyPrefixes read(InputStream table) {
    return new CompanyPrefixes();
  }

  /** This table with the entries of another laid over it. */
  public CompanyPrefixes with(CompanyPrefixes other) {
    return other;
  }

  /**
   * The length of the company prefix that {@code digits} begin with, 6 to 12, or empty when
   * unknown.
   *
   * @param digits a key from its company prefix on: without indicator or extension digit
   */
  public OptionalInt length(String digits) {
    return OptionalInt.empty();
  }
}

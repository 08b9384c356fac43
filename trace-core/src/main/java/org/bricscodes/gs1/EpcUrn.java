package org.bricscodes.gs1;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An EPC URN (GS1 Tag Data Standard, 6): the older text of a GS1 key, which shows where the company
 * prefix ends. Instances ({@code urn:epc:id:…}), lots ({@code urn:epc:class:lgtin:…}) and the
 * patterns that name a class ({@code urn:epc:idpat:sgtin:….*}). Immutable; equal when the text is.
 */
public final class EpcUrn {

  /** How every EPC URN begins. */
  static final String PREFIX = "urn:epc:";

  private final String urn;
  private final Identifier identifier;
  private final int companyPrefixLength;

  EpcUrn(String urn, Identifier identifier, int companyPrefixLength) {
    this.urn = urn;
    this.identifier = identifier;
    this.companyPrefixLength = companyPrefixLength;
  }

  /**
   * Reads an EPC URN.
   *
   * @throws Gs1Exception with every fault and its place
   */
  public static EpcUrn parse(String urn) {
    return EpcUrnParser.parse(urn);
  }

  /**
   * The URN of an identifier whose company prefix length is known, 6 to 12 digits.
   *
   * @throws Gs1Exception when the identifier has no URN form at that length
   */
  public static EpcUrn of(Identifier identifier, int companyPrefixLength) {
    return EpcUrns.of(identifier, companyPrefixLength);
  }

  /** The URN of an identifier, or empty when the table does not know its company prefix. */
  public static Optional<EpcUrn> of(Identifier identifier, CompanyPrefixes prefixes) {
    return EpcUrns.of(identifier, prefixes);
  }

  /** What the URN names. */
  public Identifier identifier() {
    return identifier;
  }

  /** How many digits the company prefix has, 6 to 12. */
  public int companyPrefixLength() {
    return companyPrefixLength;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EpcUrn that && urn.equals(that.urn);
  }

  @Override
  public int hashCode() {
    return urn.hashCode();
  }

  /** The URN. */
  @Override
  public String toString() {
    return urn;
  }
}

package org.bricscodes.gs1;

import java.util.Optional;

/**
 * An EPC URN (GS1 Tag Data Standard, 6): the older text of a GS1 key, which shows where the company
 * prefix ends. Instances ({@code urn:epc:id:…}), lots ({@code urn:epc:class:lgtin:…}) and the
 * patterns that name a class ({@code urn:epc:idpat:sgtin:….*}).
 *
 * @param urn the URN, valid
 * @param identifier what it names
 * @param companyPrefixLength 6 to 12 digits
 */
public record EpcUrn(String urn, Identifier identifier, int companyPrefixLength) {

  /** How every EPC URN begins. */
  static final String PREFIX = "urn:epc:";

  public EpcUrn {
    EpcUrns.check(urn, identifier, companyPrefixLength);
  }

  /**
   * Reads an EPC URN.
   *
   * @throws Gs1Exception with every fault and its place
   */
  public static EpcUrn parse(String urn) {
    return EpcUrns.parse(urn);
  }

  /**
   * The URN of an identifier whose company prefix length is known.
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

  @Override
  public String toString() {
    return urn;
  }
}

package org.bricscodes.gs1;

import java.util.Optional;

@SuppressWarnings("DoNotCallSuggester") // until it is finished
final class EpcUrns {
  private EpcUrns() {}

  static void check(String urn, Identifier identifier, int companyPrefixLength) {
    throw Unfinished.because(urn + identifier + companyPrefixLength);
  }

  static EpcUrn parse(String urn) {
    throw Unfinished.because(urn);
  }

  static EpcUrn of(Identifier identifier, int companyPrefixLength) {
    throw Unfinished.because(identifier.toString() + companyPrefixLength);
  }

  static Optional<EpcUrn> of(Identifier identifier, CompanyPrefixes prefixes) {
    throw Unfinished.because(identifier.toString() + prefixes.hashCode());
  }
}

package org.bricscodes.reports;

import java.util.Optional;
import org.bricscodes.gs1.Gtin;

/**
 * Which reports are wanted.
 *
 * @param owner only of this party's codes; empty: everybody's, which is for an operator alone
 * @param lot only of this lot; with a GTIN
 */
public record ReportFilter(
    Optional<String> owner,
    Optional<Gtin> gtin,
    Optional<String> lot,
    Optional<ReportKind> kind,
    Optional<ReportState> state) {

  public ReportFilter {
    if (lot.isPresent() && gtin.isEmpty()) {
      throw new IllegalArgumentException("a lot is one of a product: name its GTIN, too");
    }
  }

  /** All of a party. */
  public static ReportFilter of(String owner) {
    return new ReportFilter(
        Optional.of(owner), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean takes(Report report) {
    return owner.filter(party -> !party.equals(report.subject().owner())).isEmpty()
        && gtin.filter(product -> !product.equals(report.subject().gtin())).isEmpty()
        && lot.filter(name -> !name.equals(report.subject().lot())).isEmpty()
        && kind.filter(wanted -> wanted != report.kind()).isEmpty()
        && state.filter(wanted -> wanted != report.state()).isEmpty();
  }
}

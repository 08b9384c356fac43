package org.bricscodes.api;

import java.util.Set;
import org.bricscodes.codes.Aliases;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.reports.ReportSubject;
import org.jspecify.annotations.Nullable;

/**
 * Whom a report about a code reaches: the party that issued it, also under a changed label, or
 * registered it. A code that nobody here has, most likely a copy, is of no lot; the report of it
 * reaches the party that issues codes of its product, if there is exactly one. Blocks.
 */
final class ReportedCodes {

  private final CodeBook codes;
  private final Aliases aliases;

  ReportedCodes(CodeBook codes, Aliases aliases) {
    this.codes = codes;
    this.aliases = aliases;
  }

  /** Whose a code is. */
  sealed interface Whose {}

  /** How a code is the party's that is told. */
  enum Tie {
    /** It issued or registered the code. */
    ITS_CODE,
    /** It issues codes of the product, and nobody else does; this very code is nobody's. */
    ITS_PRODUCT
  }

  /**
   * There is somebody to tell.
   *
   * @param product what its owner calls it; null: nothing
   */
  record Known(ReportSubject subject, @Nullable String product, Tie tie) implements Whose {}

  /**
   * Nobody's, and nobody can be told.
   *
   * @param issuers who issues codes of its product: none or several. Empty also where the code
   *     names no item
   */
  record Nobodys(Set<String> issuers) implements Whose {
    static final Nobodys UNKNOWN = new Nobodys(Set.of());
  }

  Whose find(DigitalLink link) {
    Gtin gtin = link.gtin().orElseThrow();
    String serial = link.serial().orElse(null);
    if (serial == null) {
      return Nobodys.UNKNOWN;
    }
    return switch (codes.check(gtin, link.lot().orElse(null), serial)) {
      case CodeCheck.Genuine genuine -> known(genuine.batch(), genuine.serial().text());
      case CodeCheck.WrongLot wrong -> known(wrong.batch(), wrong.serial().text());
      case CodeCheck.Malformed _ ->
          aliases
              .item(gtin, serial)
              .<Whose>map(
                  alias ->
                      new Known(
                          new ReportSubject(alias.owner(), gtin, alias.target().lot(), serial),
                          null,
                          Tie.ITS_CODE))
              .orElseGet(() -> ofProduct(gtin, serial));
      case CodeCheck.NotIssued _, CodeCheck.KeyUnknown _ -> ofProduct(gtin, serial);
    };
  }

  private Whose ofProduct(Gtin gtin, String serial) {
    Set<String> issuers = codes.issuers(gtin);
    return issuers.size() == 1
        ? new Known(
            new ReportSubject(issuers.iterator().next(), gtin, null, serial), null, Tie.ITS_PRODUCT)
        : new Nobodys(issuers);
  }

  private static Known known(Batch batch, String serial) {
    return new Known(
        new ReportSubject(batch.owner(), batch.gtin(), batch.lot(), serial),
        batch.product(),
        Tie.ITS_CODE);
  }
}

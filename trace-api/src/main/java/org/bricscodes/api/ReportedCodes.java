package org.bricscodes.api;

import java.util.Optional;
import org.bricscodes.codes.Aliases;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.reports.ReportSubject;
import org.jspecify.annotations.Nullable;

/**
 * Codes that a report can be about: those somebody here issued, also under a changed label, or
 * registered. Of others there is nobody to tell. Blocks.
 */
final class ReportedCodes {

  private final CodeBook codes;
  private final Aliases aliases;

  ReportedCodes(CodeBook codes, Aliases aliases) {
    this.codes = codes;
    this.aliases = aliases;
  }

  /**
   * A code, and whose it is.
   *
   * @param product what its owner calls it; null: nothing
   */
  record Known(ReportSubject subject, @Nullable String product) {}

  Optional<Known> find(DigitalLink link) {
    Gtin gtin = link.gtin().orElseThrow();
    String serial = link.serial().orElse(null);
    if (serial == null) {
      return Optional.empty();
    }
    return switch (codes.check(gtin, link.lot().orElse(null), serial)) {
      case CodeCheck.Genuine genuine -> Optional.of(known(genuine.batch(), serial));
      case CodeCheck.WrongLot wrong -> Optional.of(known(wrong.batch(), serial));
      case CodeCheck.Malformed _ ->
          aliases
              .item(gtin, serial)
              .map(
                  alias ->
                      new Known(
                          new ReportSubject(alias.owner(), gtin, alias.target().lot(), serial),
                          null));
      case CodeCheck.NotIssued _, CodeCheck.KeyUnknown _ -> Optional.empty();
    };
  }

  private static Known known(Batch batch, String serial) {
    return new Known(
        new ReportSubject(batch.owner(), batch.gtin(), batch.lot(), serial), batch.product());
  }
}

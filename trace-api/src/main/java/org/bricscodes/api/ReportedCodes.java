package org.bricscodes.api;

import java.util.Set;
import org.bricscodes.codes.Aliases;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.Owners;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.reports.ReportSubject;
import org.jspecify.annotations.Nullable;

/**
 * Whom a report about a code reaches: the party that issued it, also under a changed label, or
 * registered it. A code that nobody here has, most likely a copy, is of no lot; the report of it
 * reaches the party whose product it is ({@link Owners}), if that is exactly one. So does that of a
 * code that cannot be checked here, since its key is missing. Blocks.
 */
final class ReportedCodes {

  private final CodeBook codes;
  private final Aliases aliases;
  private final Owners owners;

  ReportedCodes(CodeBook codes, Aliases aliases, Owners owners) {
    this.codes = codes;
    this.aliases = aliases;
    this.owners = owners;
  }

  /** Whose a code is. */
  sealed interface Whose {}

  /** How a code is the party's that is told. */
  enum Tie {
    /** It issued or registered the code. */
    ITS_CODE,
    /** The product is its alone; this very code is nobody's. */
    ITS_PRODUCT,
    /** The same, and whether this very code is somebody's cannot be told. */
    UNREADABLE
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
   * @param owners whose its product is: none or several. Empty also where the code names no item
   * @param tie {@link Tie#ITS_PRODUCT}, or {@link Tie#UNREADABLE} where it may be somebody's
   */
  record Nobodys(Set<String> owners, Tie tie) implements Whose {
    static final Nobodys UNKNOWN = new Nobodys(Set.of(), Tie.ITS_PRODUCT);
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
              .orElseGet(() -> ofProduct(gtin, serial, Tie.ITS_PRODUCT));
      case CodeCheck.NotIssued _ -> ofProduct(gtin, serial, Tie.ITS_PRODUCT);
      case CodeCheck.KeyUnknown _ -> ofProduct(gtin, serial, Tie.UNREADABLE);
    };
  }

  private Whose ofProduct(Gtin gtin, String serial, Tie tie) {
    Set<String> whose = owners.ofProduct(gtin);
    return whose.size() == 1
        ? new Known(new ReportSubject(whose.iterator().next(), gtin, null, serial), null, tie)
        : new Nobodys(whose, tie);
  }

  private static Known known(Batch batch, String serial) {
    return new Known(
        new ReportSubject(batch.owner(), batch.gtin(), batch.lot(), serial),
        batch.product(),
        Tie.ITS_CODE);
  }
}

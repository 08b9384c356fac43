package org.bricscodes.codes;

/**
 * What checking a code found. It speaks of the number alone: whether the code was voided, recalled
 * or sold since is in {@link CodeStates}, whether it expired in {@link Batch#expiry}.
 */
public sealed interface CodeCheck {

  /**
   * The serial as it was issued, whatever the case of its letters on the way here.
   *
   * @param scanned what was checked
   */
  default String issued(String scanned) {
    return switch (this) {
      case Genuine genuine -> genuine.serial().text();
      case WrongLot wrong -> wrong.serial().text();
      case NotIssued _, Malformed _, KeyUnknown _ -> scanned;
    };
  }

  /**
   * We issued this code.
   *
   * @param counter its place in the order of issue of this GTIN and epoch
   */
  record Genuine(Batch batch, long counter, Serial serial) implements CodeCheck {}

  /** The serial has our shape, but was never issued for this GTIN: a certain forgery. */
  record NotIssued() implements CodeCheck {}

  /** We issued the serial, but not with the lot on this label: the label was changed. */
  record WrongLot(Batch batch, long counter, Serial serial) implements CodeCheck {}

  /**
   * Not a serial of ours at all.
   *
   * @param reason what is wrong with it, constant text
   */
  record Malformed(String reason) implements CodeCheck {}

  /** Codes of this epoch exist, but the key that made them is not here: nothing can be said. */
  record KeyUnknown(KeyEpoch epoch) implements CodeCheck {}
}

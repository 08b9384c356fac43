package org.bricscodes.api.output;

import org.bricscodes.label.CropMarks;
import org.bricscodes.label.LabelSize;
import org.bricscodes.label.PrintUse;
import org.bricscodes.label.PrinterDensity;
import org.bricscodes.label.SheetGrid;
import org.jspecify.annotations.Nullable;

/**
 * How labels are wanted.
 *
 * @param sheet of a PDF
 * @param marks of a PDF
 * @param label of ZPL
 * @param density of ZPL
 * @param name to print; null: that of the batch's product; empty: none
 * @param dates that are printed
 * @param overprint percent of a symbol's area that something else will be printed over
 * @param use where symbols are scanned, which decides how large they must be
 */
record LabelOptions(
    Symbology symbology,
    SheetGrid sheet,
    CropMarks marks,
    LabelSize label,
    PrinterDensity density,
    @Nullable String name,
    LabelDates dates,
    double overprint,
    PrintUse use) {

  /** What is printed as symbol. */
  enum Symbology {
    /** A QR Code with the Digital Link. */
    QR,
    /** A GS1 DataMatrix with the element string. */
    GS1DATAMATRIX
  }

  /** Everything that decides about bytes, in one fixed form. */
  String canonical() {
    return symbology
        + " "
        + sheet
        + " "
        + marks
        + " "
        + label
        + " "
        + density
        + " name="
        + (name == null ? "product" : '"' + name + '"')
        + " "
        + dates.canonical()
        + " "
        + use
        + (overprint > 0 ? " overprint=" + overprint : "");
  }
}

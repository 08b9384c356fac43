package org.bricscodes.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bricscodes.label.LabelFault.Reason;

/**
 * A sheet of labels, in millimetres.
 *
 * @param name a maker's number, or {@code custom}
 * @param left from the edge of the page to the first label
 * @param top from the edge of the page to the first label
 * @param labelWidth of a label
 * @param labelHeight of a label
 * @param gapX between labels side by side
 * @param gapY between labels one below the other
 */
public record SheetGrid(
    String name,
    double pageWidth,
    double pageHeight,
    double left,
    double top,
    int columns,
    int rows,
    double labelWidth,
    double labelHeight,
    double gapX,
    double gapY) {

  /** Longest side of a page. */
  public static final double MOST_PAGE = 1500;

  /** Most labels on a page. */
  public static final int MOST_LABELS = 1000;

  /** Sheets' own measures are rounded: so much past an edge is none. */
  private static final double ROUNDING = 0.05;

  /** Sheets sold everywhere, by their maker's number; also sold under others. */
  private static final List<SheetGrid> COMMON =
      List.of(
          a4("L7159", 7.2, 12.9, 3, 8, 63.5, 33.9, 2.5, 0),
          a4("L7160", 7.2, 15.15, 3, 7, 63.5, 38.1, 2.54, 0),
          a4("L7163", 4.65, 15.15, 2, 7, 99.1, 38.1, 2.5, 0),
          a4("L7651", 4.75, 10.7, 5, 13, 38.1, 21.2, 2.5, 0),
          a4("L7120", 7.5, 11, 5, 7, 35, 35, 5, 5),
          letter("5160", 4.7625, 12.7, 3, 10, 66.675, 25.4, 3.175),
          letter("5163", 3.96875, 12.7, 2, 5, 101.6, 50.8, 4.7625));

  public SheetGrid {
    List<LabelFault> faults = new ArrayList<>();
    boolean page =
        pageWidth > 0 && pageHeight > 0 && pageWidth <= MOST_PAGE && pageHeight <= MOST_PAGE;
    if (!page) {
      faults.add(sheet(size(pageWidth, pageHeight), "a page of up to 1500 × 1500 mm"));
    }
    if (columns < 1 || rows < 1 || (long) columns * rows > MOST_LABELS) {
      faults.add(
          sheet(columns + " columns, " + rows + " rows", "1 to " + MOST_LABELS + " labels a page"));
    }
    if (!(left >= 0 && top >= 0 && gapX >= 0 && gapY >= 0)) {
      faults.add(
          sheet("margins " + size(left, top) + ", gaps " + size(gapX, gapY), "none below zero"));
    }
    if (!(labelWidth > 0 && labelHeight > 0)) {
      faults.add(sheet("labels of " + size(labelWidth, labelHeight), "labels with an area"));
    }
    if (faults.isEmpty()) {
      double width = left + columns * labelWidth + (columns - 1) * gapX;
      double height = top + rows * labelHeight + (rows - 1) * gapY;
      if (width > pageWidth + ROUNDING || height > pageHeight + ROUNDING) {
        faults.add(
            sheet(
                "labels up to " + size(width, height) + " from the upper left corner",
                "at most the page's " + size(pageWidth, pageHeight)));
      }
    }
    LabelException.throwIfAny(faults);
  }

  /** The sheets that have a name. */
  public static List<SheetGrid> common() {
    return COMMON;
  }

  /**
   * A common sheet.
   *
   * @param name a maker's number, in either case
   */
  public static Optional<SheetGrid> named(String name) {
    return COMMON.stream().filter(sheet -> sheet.name.equalsIgnoreCase(name)).findFirst();
  }

  /** From the left edge of the page to a label, in millimetres; labels count along the rows. */
  double x(int label) {
    int column = label % columns;
    return left + column * (labelWidth + gapX);
  }

  /** From the top of the page to a label, in millimetres. */
  double y(int label) {
    int row = label / columns;
    return top + row * (labelHeight + gapY);
  }

  /** How many labels a page has. */
  public int labelsPerPage() {
    return columns * rows;
  }

  private static SheetGrid a4(
      String name,
      double left,
      double top,
      int columns,
      int rows,
      double width,
      double height,
      double gapX,
      double gapY) {
    return new SheetGrid(name, 210, 297, left, top, columns, rows, width, height, gapX, gapY);
  }

  private static SheetGrid letter(
      String name,
      double left,
      double top,
      int columns,
      int rows,
      double width,
      double height,
      double gapX) {
    return new SheetGrid(name, 215.9, 279.4, left, top, columns, rows, width, height, gapX, 0);
  }

  private static String size(double width, double height) {
    return String.format(Locale.ROOT, "%s × %s mm", width, height);
  }

  private static LabelFault sheet(String found, String expected) {
    return new LabelFault(Reason.SHEET, "sheet", found, expected);
  }
}

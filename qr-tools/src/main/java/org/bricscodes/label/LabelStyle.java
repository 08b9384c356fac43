package org.bricscodes.label;

import java.util.List;
import org.bricscodes.label.LabelFault.Reason;

/**
 * How labels look.
 *
 * @param use where they are scanned: decides how large modules must be
 * @param dotsPerModule printer dots on the side of a module, or 0 for the most that the label has
 *     room for up to the target of the use; a PDF has 600 dots an inch
 * @param fonts for texts that Helvetica cannot set, the first before the next; after them comes
 *     {@link LabelFont#standard}
 * @param overprintShare the part of the symbol that a logo or another print will cover, 0 to 1
 */
public record LabelStyle(
    PrintUse use, int dotsPerModule, List<LabelFont> fonts, double overprintShare) {

  /** Most dots on the side of a module. */
  public static final int MOST_DOTS = 100;

  /** For shops and phones, as large as there is room for, in the font that comes along. */
  public static final LabelStyle USUAL = new LabelStyle(PrintUse.RETAIL, 0, List.of());

  /** With nothing printed over the symbol. */
  public LabelStyle(PrintUse use, int dotsPerModule, List<LabelFont> fonts) {
    this(use, dotsPerModule, fonts, 0);
  }

  public LabelStyle {
    fonts = List.copyOf(fonts);
    if (dotsPerModule < 0 || dotsPerModule > MOST_DOTS) {
      throw new LabelException(
          List.of(
              new LabelFault(
                  Reason.VALUE,
                  "symbol",
                  dotsPerModule + " dots a module",
                  "1 to " + MOST_DOTS + ", or 0 for the best that fits")));
    }
  }
}

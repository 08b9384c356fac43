package org.bricscodes.qr;

import java.util.List;

/**
 * A symbol that was read.
 *
 * @param symbology what kind of symbol
 * @param identifier the symbology identifier of ISO/IEC 15424, such as {@code ]Q1} or {@code ]d2};
 *     empty when the decoder does not tell
 * @param text its content; FNC1 inside is the group separator, U+001D
 * @param corners of the symbol, or points on it, in pixels of the upright picture from its upper
 *     left; a linear symbol has two
 */
public record FoundSymbol(
    Symbology symbology, String identifier, String text, List<Corner> corners) {

  public FoundSymbol {
    corners = List.copyOf(corners);
  }

  /** A point of the picture. */
  public record Corner(int x, int y) {}

  /** The kinds of symbols that are read. */
  public enum Symbology {
    QR_CODE("QR Code"),
    DATA_MATRIX("Data Matrix"),
    EAN_13("EAN-13"),
    EAN_8("EAN-8"),
    UPC_A("UPC-A"),
    UPC_E("UPC-E"),
    ITF_14("ITF-14"),
    CODE_128("Code 128");

    private final String word;

    Symbology(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** The content as a scanner would send it: identifier first. */
  public String transmitted() {
    return identifier + text;
  }
}

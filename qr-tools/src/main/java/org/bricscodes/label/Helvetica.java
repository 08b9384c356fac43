package org.bricscodes.label;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * The widths of Helvetica, one of the fonts every PDF reader has (ISO 32000-1, 9.6.2.2), in
 * thousandths of the font size. A font of printers that stands in for it is as wide or narrower.
 */
final class Helvetica {

  /** What a PDF calls WinAnsiEncoding. */
  static final Charset WIN_ANSI = Charset.forName("windows-1252");

  /** A serial's characters as they are on average and a bit: a wider serial is squeezed. */
  static final int SERIAL_WIDTH = 720;

  /** From 0x20 to 0xFF in WinAnsi; 0 where there is no character. */
  private static final short[] WIDTHS = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, //
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, //
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, //
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, //
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, //
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 0, //
    556, 0, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 0, 611, 0, //
    0, 222, 222, 333, 333, 350, 556, 1000, 333, 1000, 500, 333, 944, 0, 500, 667, //
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333, //
    400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611, //
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, //
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, //
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278, //
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500, //
  };

  private Helvetica() {}

  /** Whether it has every character of a text. */
  static boolean sets(String text) {
    CharsetEncoder encoder = WIN_ANSI.newEncoder();
    return text.chars().allMatch(c -> c >= 0x20 && c != 0x7F && encoder.canEncode((char) c));
  }

  /** The width of a WinAnsi character. */
  static int width(byte character) {
    return WIDTHS[(character & 0xFF) - 0x20];
  }

  /** The width of a text that it sets; what a serial takes is reckoned. */
  static int width(String text) {
    int width = 0;
    int serial = (int) text.chars().filter(c -> c == TextLine.SERIAL).count();
    String rest = text.replace(String.valueOf(TextLine.SERIAL), "");
    for (byte character : rest.getBytes(WIN_ANSI)) {
      width += width(character);
    }
    return width + serial * SERIAL_WIDTH;
  }
}

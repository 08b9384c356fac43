package org.bricscodes.qr;

import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.QRCode;

/**
 * The eight masks of one version and level, and the choice among them by the penalties of ISO/IEC
 * 18004 §7.8.3 as ZXing reckons them: a whole row or column at a time, in the bits of a long.
 *
 * <p>A symbol is its lines: n rows, then n columns, bit i being module i of the line, dark where
 * set. Lines carry mask 0 until one is chosen; another mask differs from it by the same modules in
 * every symbol, format information included, which ZXing's symbols of any one text show.
 */
final class Masks {

  private static final int COUNT = 8;

  private final int n;

  /** By mask: what to change in the lines of mask 0. */
  private final long[][] changes = new long[COUNT][];

  /**
   * @param text any text that has this version at this level
   */
  Masks(String text, ErrorCorrection level) {
    long[] unchanged = lines(Zxing.encode(text, level, 0));
    this.n = unchanged.length / 2;
    for (int mask = 0; mask < COUNT; mask++) {
      long[] masked = lines(Zxing.encode(text, level, mask));
      for (int i = 0; i < masked.length; i++) {
        masked[i] ^= unchanged[i];
      }
      changes[mask] = masked;
    }
  }

  /** Rows, then columns, of a symbol of at most 64 modules. */
  static long[] lines(QRCode code) {
    ByteMatrix matrix = code.getMatrix();
    int n = matrix.getWidth();
    long[] lines = new long[2 * n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        long dark = matrix.get(column, row);
        lines[row] |= dark << column;
        lines[n + column] |= dark << row;
      }
    }
    return lines;
  }

  /** The mask of the lowest penalty; of equals the first. */
  int choose(long[] lines) {
    int best = 0;
    int lowest = Integer.MAX_VALUE;
    for (int mask = 0; mask < COUNT; mask++) {
      int penalty = penalty(lines, changes[mask], lowest);
      if (penalty < lowest) {
        lowest = penalty;
        best = mask;
      }
    }
    return best;
  }

  /** Rows of a symbol under a mask, given its lines under mask 0. */
  void apply(int mask, long[] lines, ModuleGrid into) {
    into.resize(n);
    long[] rows = into.words();
    long[] change = changes[mask];
    for (int row = 0; row < n; row++) {
      rows[row] = lines[row] ^ change[row];
    }
  }

  /** The penalty, or something not below {@code enough} as soon as it is known to be that. */
  private int penalty(long[] lines, long[] change, int enough) {
    int runs = 0;
    int finders = 0;
    long steps = -1L >>> (65 - n);
    for (int i = 0; i < 2 * n; i++) {
      long line = lines[i] ^ change[i];
      // Bit i: modules i to i + 4 are alike.
      long same = ~(line ^ (line >>> 1)) & steps;
      long two = same & (same >>> 1);
      long five = two & (two >>> 2);
      runs += Long.bitCount(five) + 2 * Long.bitCount(five & ~(five << 1));
      finders += Long.bitCount(finders(line));
    }
    int penalty = runs + 40 * finders;
    if (penalty >= enough) {
      return penalty;
    }
    int squares = 0;
    int dark = 0;
    long above = lines[0] ^ change[0];
    dark += Long.bitCount(above);
    for (int i = 1; i < n; i++) {
      long line = lines[i] ^ change[i];
      long alike = ~(line ^ above);
      squares += Long.bitCount(alike & (alike >>> 1) & ~(line ^ (line >>> 1)) & steps);
      dark += Long.bitCount(line);
      above = line;
    }
    return penalty + 3 * squares + 10 * (Math.abs(2 * dark - n * n) * 10 / (n * n));
  }

  /** Bit i: at i starts 1011101 with four light modules before or after it, inside the symbol. */
  private long finders(long line) {
    long pattern =
        line
            & ~(line >>> 1)
            & (line >>> 2)
            & (line >>> 3)
            & (line >>> 4)
            & ~(line >>> 5)
            & (line >>> 6);
    long light = ~line & (-1L >>> (64 - n));
    long two = light & (light >>> 1);
    long four = two & (two >>> 2);
    return pattern & ((four << 4) | (four >>> 7));
  }
}

package org.bricscodes.qr;

import com.google.zxing.qrcode.encoder.ByteMatrix;
import java.util.Arrays;

/**
 * The modules of one symbol, in a buffer that is used again for the next. A row is words of 64
 * modules, the leftmost module in the lowest bit; bits past the last module are zero, which is
 * light. Everything outside the symbol is light too, so that a writer need not tell the quiet zone
 * apart.
 *
 * <p>Empty until a {@link SymbolPress} or a {@link QrSymbol} fills it. Not for concurrent use.
 */
public final class ModuleGrid {

  private int size;
  private int wordsPerRow;
  private long[] words = new long[0];

  /** A grid of no modules. */
  public ModuleGrid() {}

  /** Modules on a side, without the quiet zone; 0 while nothing was put in. */
  public int size() {
    return size;
  }

  /** Whether a module is dark; 0, 0 is top left. */
  public boolean isDark(int column, int row) {
    return column >= 0
        && row >= 0
        && column < size
        && row < size
        && ((words[row * wordsPerRow + (column >> 6)] >>> column) & 1) != 0;
  }

  /** Words that a row takes: 1 up to version 11, 3 at most. */
  public int wordsPerRow() {
    return wordsPerRow;
  }

  /** A word of a row: its bit i is module 64 · word + i, set where dark. */
  public long word(int row, int word) {
    return words[row * wordsPerRow + word];
  }

  /** The first dark module of a row at or after a column, or {@code size()} where none is left. */
  public int nextDark(int column, int row) {
    return next(column, row, 0L);
  }

  /** The first light module of a row at or after a column, at most {@code size()}. */
  public int nextLight(int column, int row) {
    return Math.min(size, next(column, row, -1L));
  }

  /**
   * Eight modules of a row as a byte, the leftmost in the lowest bit.
   *
   * @param column of the first, from -8 on: what lies outside is light
   */
  public int eight(int column, int row) {
    int at = row * wordsPerRow;
    if (column < 0) {
      return (int) (words[at] << -column) & 0xFF;
    }
    int word = column >> 6;
    if (word >= wordsPerRow) {
      return 0;
    }
    long bits = words[at + word] >>> column;
    if ((column & 63) > 56 && word + 1 < wordsPerRow) {
      bits |= words[at + word + 1] << -column;
    }
    return (int) bits & 0xFF;
  }

  private int next(int column, int row, long flip) {
    int word = column >> 6;
    if (word >= wordsPerRow) {
      return size;
    }
    int at = row * wordsPerRow;
    long bits = (words[at + word] ^ flip) >>> column << column;
    while (bits == 0) {
      word++;
      if (word == wordsPerRow) {
        return size;
      }
      bits = words[at + word] ^ flip;
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** Makes room for a symbol; whoever calls fills every row. */
  void resize(int newSize) {
    size = newSize;
    wordsPerRow = (newSize + 63) >> 6;
    if (words.length < newSize * wordsPerRow) {
      words = new long[newSize * wordsPerRow];
    }
  }

  /** The words behind the grid, row by row, for the writers of this package. */
  long[] words() {
    return words;
  }

  /** Whether another grid holds the same symbol. */
  boolean sameAs(ModuleGrid other) {
    int used = size * wordsPerRow;
    return size == other.size && Arrays.equals(words, 0, used, other.words, 0, used);
  }

  void copyFrom(ModuleGrid other) {
    resize(other.size);
    System.arraycopy(other.words, 0, words, 0, size * wordsPerRow);
  }

  void copyFrom(ByteMatrix matrix) {
    resize(matrix.getWidth());
    Arrays.fill(words, 0, size * wordsPerRow, 0);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        words[row * wordsPerRow + (column >> 6)] |= (long) matrix.get(column, row) << column;
      }
    }
  }
}

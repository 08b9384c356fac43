package org.bricscodes.qr;

/**
 * The lines of a symbol under mask 0, as a sum of table rows.
 *
 * <p>With version, level, segments and mask fixed, every module is a parity of some data bits:
 * Reed–Solomon codes are linear, and placement moves modules about. So a symbol is that of one
 * serial, changed by what each other character changes, and that is found once by asking ZXing.
 *
 * <p>In an alphanumeric segment the bits belong to pairs of characters: 11 bits, of which the low
 * six and the high five have a table each. A serial that starts in the middle of a pair shares it
 * with the link before, and one that ends there ends in six bits; such a character has a table of
 * its own. Immutable, for any thread.
 */
final class SerialTables {

  private static final int LOW_BITS = 6;
  private static final int PAIR_BITS = 11;
  private static final String REFERENCE = "A";

  private final int serialLength;

  /** 1 if the serial's first character is the second of a pair. */
  private final int lead;

  private final long[] base;

  /** By character: of the first character if {@link #lead}, and of the last if it is alone. */
  private final long[][] first;

  private final long[][] last;

  /** Two for each pair, low bits and high bits; by value. */
  private final long[][][] pairs;

  /**
   * @param lead 1 if the alphanumeric segment has an odd number of characters before the serial
   */
  SerialTables(String before, int serialLength, ErrorCorrection level, int lead) {
    this.serialLength = serialLength;
    this.lead = lead;
    this.base = Masks.lines(Zxing.encode(before + REFERENCE.repeat(serialLength), level, 0));
    int count = (serialLength - lead) / 2;
    this.pairs = new long[2 * count][][];
    Probe probe = new Probe(before, serialLength, level);
    this.first = lead == 1 ? probe.character(0) : new long[0][];
    this.last = lead + 2 * count < serialLength ? probe.character(serialLength - 1) : new long[0][];
    for (int pair = 0; pair < count; pair++) {
      long[][] bits = probe.pair(lead + 2 * pair);
      pairs[2 * pair] = sums(bits, 0, LOW_BITS);
      pairs[2 * pair + 1] = sums(bits, LOW_BITS, PAIR_BITS);
      // The base is the symbol in which every pair is zero.
      int reference = (Alphanumeric.COUNT + 1) * Alphanumeric.value(REFERENCE.charAt(0));
      add(pairs[2 * pair][reference & ((1 << LOW_BITS) - 1)], base);
      add(pairs[2 * pair + 1][reference >> LOW_BITS], base);
    }
  }

  /** Modules on a side. */
  int size() {
    return base.length / 2;
  }

  /** The lines of a serial, given its characters' alphanumeric values. */
  void assemble(byte[] values, long[] lines) {
    System.arraycopy(base, 0, lines, 0, base.length);
    int pair = 0;
    int at = lead;
    for (; pair + 4 <= pairs.length; pair += 4, at += 4) {
      int one = Alphanumeric.COUNT * values[at] + values[at + 1];
      int two = Alphanumeric.COUNT * values[at + 2] + values[at + 3];
      add(
          pairs[pair][one & 63],
          pairs[pair + 1][one >> LOW_BITS],
          pairs[pair + 2][two & 63],
          pairs[pair + 3][two >> LOW_BITS],
          lines);
    }
    if (pair < pairs.length) {
      int one = Alphanumeric.COUNT * values[at] + values[at + 1];
      add(pairs[pair][one & 63], lines);
      add(pairs[pair + 1][one >> LOW_BITS], lines);
    }
    if (lead == 1) {
      add(first[values[0]], lines);
    }
    if (last.length > 0) {
      add(last[values[serialLength - 1]], lines);
    }
  }

  /** All sums of the rows from one to another, by which of them are in it. */
  private static long[][] sums(long[][] rows, int from, int to) {
    long[][] sums = new long[1 << (to - from)][];
    sums[0] = new long[rows[0].length];
    for (int i = 1; i < sums.length; i++) {
      sums[i] = rows[from + Integer.numberOfTrailingZeros(i)].clone();
      add(sums[i & (i - 1)], sums[i]);
    }
    return sums;
  }

  private static void add(long[] row, long[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] ^= row[i];
    }
  }

  private static void add(long[] a, long[] b, long[] c, long[] d, long[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] ^= a[i] ^ b[i] ^ c[i] ^ d[i];
    }
  }

  /** Asks ZXing what a change of characters changes in the symbol. */
  private record Probe(String before, int serialLength, ErrorCorrection level) {

    /** By value: what a character at a place changes against the reference. */
    long[][] character(int place) {
      long[][] rows = new long[Alphanumeric.COUNT][];
      long[] reference = lines(place, REFERENCE);
      for (int value = 0; value < rows.length; value++) {
        String character = Alphanumeric.CHARACTERS.substring(value, value + 1);
        rows[value] = lines(place, character);
        add(reference, rows[value]);
      }
      return rows;
    }

    /** By bit: what it changes in a pair. */
    long[][] pair(int place) {
      long[][] rows = new long[PAIR_BITS][];
      long[] zero = lines(place, Alphanumeric.pair(0));
      for (int bit = 0; bit < PAIR_BITS; bit++) {
        rows[bit] = lines(place, Alphanumeric.pair(1 << bit));
        add(zero, rows[bit]);
      }
      return rows;
    }

    private long[] lines(int place, String characters) {
      String serial =
          REFERENCE.repeat(place)
              + characters
              + REFERENCE.repeat(serialLength - place - characters.length());
      return Masks.lines(Zxing.encode(before + serial, level, 0));
    }
  }
}

package org.bricscodes.qr;

import java.util.Arrays;

/** A string of bits, the first one lowest, as deflate packs them. For preparing, not for speed. */
final class Bits {

  private long[] words = new long[8];
  private int size;

  int size() {
    return size;
  }

  void append(long bits, int count) {
    if ((size + count) >> 6 >= words.length) {
      words = Arrays.copyOf(words, 2 * words.length);
    }
    for (int i = 0; i < count; i++) {
      words[size >> 6] |= ((bits >>> i) & 1) << size;
      size++;
    }
  }

  /** At most 56 bits from a place on; past the end they are zero. */
  long slice(int from, int count) {
    long bits = 0;
    for (int i = 0; i < count && from + i < size; i++) {
      bits |= ((words[(from + i) >> 6] >>> (from + i)) & 1) << i;
    }
    return bits;
  }
}

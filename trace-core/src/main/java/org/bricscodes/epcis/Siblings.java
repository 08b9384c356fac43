package org.bricscodes.epcis;

import java.util.Arrays;

/**
 * Sorts finished texts that stand one after the other at the end of a buffer, by their UTF-8 bytes,
 * which is code point order. Usable again after {@link #sort}; nested uses need one each.
 */
final class Siblings {

  private static final int FEW = 16;

  private final Utf8Buffer buffer;
  private int[] starts = new int[8];
  private int count;

  Siblings(Utf8Buffer buffer) {
    this.buffer = buffer;
  }

  /** The next sibling begins at the buffer's end. One that stays empty does no harm. */
  void begin() {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = buffer.length();
  }

  /** The last sibling ends at the buffer's end: puts all of them in order. */
  void sort() {
    begin();
    int siblings = count - 1;
    count = 0;
    if (isSorted(siblings)) {
      return;
    }
    Integer[] order = new Integer[siblings];
    for (int i = 0; i < siblings; i++) {
      order[i] = i;
    }
    if (siblings <= FEW) {
      insertionSort(order);
    } else {
      Arrays.sort(order, this::compare);
    }
    int base = starts[0];
    byte[] copy = Arrays.copyOfRange(buffer.array(), base, buffer.length());
    buffer.cutTo(base);
    for (int sibling : order) {
      buffer.append(copy, starts[sibling] - base, starts[sibling + 1] - base);
    }
  }

  private boolean isSorted(int siblings) {
    for (int i = 1; i < siblings; i++) {
      if (compare(i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  private void insertionSort(Integer[] order) {
    for (int i = 1; i < order.length; i++) {
      Integer moving = order[i];
      int j = i;
      for (; j > 0 && compare(order[j - 1], moving) > 0; j--) {
        order[j] = order[j - 1];
      }
      order[j] = moving;
    }
  }

  private int compare(int a, int b) {
    byte[] bytes = buffer.array();
    return Arrays.compareUnsigned(bytes, starts[a], starts[a + 1], bytes, starts[b], starts[b + 1]);
  }
}

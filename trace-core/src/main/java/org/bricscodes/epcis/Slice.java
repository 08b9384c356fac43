package org.bricscodes.epcis;

import java.util.Arrays;

/** Part of an array: from {@code start}, up to but without {@code end}. */
record Slice(int start, int end) {

  int length() {
    return end - start;
  }

  Slice plus(int offset) {
    return new Slice(start + offset, end + offset);
  }

  byte[] of(byte[] bytes) {
    return Arrays.copyOfRange(bytes, start, end);
  }
}

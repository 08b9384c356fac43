package org.bricscodes.qr;

import java.util.Arrays;

/**
 * How ZXing cuts a link into segments, for versions 1 to 9, as far as a press must know: it weighs
 * all ways through a graph of positions and modes and takes the shortest one. A stretch of
 * alphanumeric characters is walked in pairs from where it starts, digits three by three.
 *
 * <p>Bits of a symbol are a linear function of its characters only while the segments stay where
 * they are. So this answers: while no run of digits in the serial is longer than so many, is one
 * alphanumeric segment over all of the serial strictly shorter than every other way? Where two ways
 * are equally long the answer is no, so that nothing here depends on which of them ZXing prefers.
 */
final class Segments {

  private static final int ALPHANUMERIC = 0;
  private static final int NUMERIC = 1;
  private static final int BYTE = 2;
  private static final int MODES = 3;

  /** Mode indicator and character count (ISO/IEC 18004, table 3: versions 1 to 9). */
  private static final int[] HEADER = {4 + 9, 4 + 10, 4 + 8};

  private static final int[] DIGITS_COST = {0, 4, 7, 10};
  private static final int FAR = 1 << 28;

  private final String before;
  private final int length;

  /** Where digits begin that a serial's first digits would go on. */
  private final int run;

  private final int[] cost;
  private final int[] from;
  private final boolean[] doubtful;

  private Segments(String before, int serialLength) {
    this.before = before;
    this.length = before.length() + serialLength;
    int start = before.length();
    while (start > 0 && isDigit(before.charAt(start - 1))) {
      start--;
    }
    this.run = start;
    this.cost = new int[(length + 4) * MODES];
    this.from = new int[cost.length];
    this.doubtful = new boolean[cost.length];
  }

  /**
   * Where the alphanumeric segment starts that holds the whole serial, whatever it is, while no run
   * of digits that touches it is longer than {@code maxRun}; -1 where that cannot be promised.
   */
  static int start(String before, int serialLength, int maxRun) {
    return new Segments(before, serialLength).start(maxRun);
  }

  private int start(int maxRun) {
    Arrays.fill(cost, FAR);
    for (int at = 0; at < length; at++) {
      step(at, maxRun);
    }
    int end = length * MODES;
    if (cost[end + ALPHANUMERIC] >= Math.min(cost[end + NUMERIC], cost[end + BYTE])) {
      return -1;
    }
    int vertex = end + ALPHANUMERIC;
    while (vertex / MODES > before.length()) {
      if (doubtful[vertex] || vertex % MODES != ALPHANUMERIC) {
        return -1;
      }
      vertex = from[vertex];
    }
    while (vertex >= MODES && vertex % MODES == ALPHANUMERIC) {
      vertex = from[vertex];
    }
    return vertex / MODES;
  }

  /** All ways on from a position. */
  private void step(int at, int maxRun) {
    edge(at, BYTE, 1, 8);
    if (isAlphanumeric(at)) {
      boolean pair = at + 1 < length && isAlphanumeric(at + 1);
      edge(at, ALPHANUMERIC, pair ? 2 : 1, pair ? 11 : 6);
    }
    if (at >= run) {
      wholeRuns(at, maxRun);
    } else if (isDigit(before.charAt(at))) {
      int digits = 1;
      while (digits < 3 && at + digits < before.length() && isDigit(before.charAt(at + digits))) {
        digits++;
      }
      edge(at, NUMERIC, digits, DIGITS_COST[digits]);
    }
  }

  /** Where any character may be a digit: numeric segments of every length, each from end to end. */
  private void wholeRuns(int at, int maxRun) {
    for (int digits = 1; digits <= maxRun && at + digits <= length; digits++) {
      int bits = digits / 3 * DIGITS_COST[3] + DIGITS_COST[digits % 3];
      arrive(at, ALPHANUMERIC, NUMERIC, digits, bits + HEADER[NUMERIC]);
      arrive(at, BYTE, NUMERIC, digits, bits + HEADER[NUMERIC]);
    }
  }

  private void edge(int at, int mode, int characters, int bits) {
    for (int previous = 0; previous < (at == 0 ? 1 : MODES); previous++) {
      int header = previous == mode && at > 0 ? 0 : HEADER[mode];
      arrive(at, previous, mode, characters, bits + header);
    }
  }

  private void arrive(int at, int previous, int mode, int characters, int bits) {
    int source = at * MODES + previous;
    int target = (at + characters) * MODES + mode;
    int total = (at == 0 ? 0 : cost[source]) + bits;
    if (total < cost[target]) {
      cost[target] = total;
      from[target] = source;
      doubtful[target] = false;
    } else if (total == cost[target] && total < FAR && from[target] != source) {
      doubtful[target] = true;
    }
  }

  private boolean isAlphanumeric(int at) {
    return at >= before.length() || Alphanumeric.value(before.charAt(at)) >= 0;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}

package org.bricscodes.qr;

/**
 * Adler-32 (RFC 1950 §2.2) of a PNG's rows, without going through their bytes: a row is a white one
 * less what its dark modules take from it, and equal rows are added at once.
 *
 * <p>The two sums stay below 2⁶⁰ without reduction up to the largest symbol at the largest scale.
 */
final class Adler {

  private static final int PRIME = 65521;

  private final int stride;
  private final int chunkBytes;
  private final long whiteSum;
  private final long whiteWeighted;

  /** By eight modules at the left edge: plain sum in the high half, weighted sum in the low. */
  private final long[] losses = new long[256];

  Adler(PngPlan plan) {
    this.stride = plan.stride();
    this.chunkBytes = plan.scale();
    long bytes = plan.rowBytes();
    this.whiteSum = PngPlan.WHITE * bytes;
    this.whiteWeighted = PngPlan.WHITE * (bytes * (bytes + 1) / 2);
    for (int modules = 0; modules < losses.length; modules++) {
      for (int i = 0; i < plan.scale(); i++) {
        long loss = (long) PngPlan.WHITE - plan.pixels(modules, i);
        losses[modules] += (loss << 32) + loss * (bytes - i);
      }
    }
  }

  /** What eight modules take from a row; summed over the row it goes into {@link #sum}. */
  long loss(int modules) {
    return losses[modules];
  }

  long whiteSum() {
    return whiteSum;
  }

  /** The sum of a row's bytes. */
  long sum(long loss) {
    return whiteSum - (loss >>> 32);
  }

  /** What white rows add to the second sum when the first one stands at {@code a}. */
  long whiteRows(long a, int rows) {
    return equalRows(a, whiteSum, whiteWeighted, rows);
  }

  /**
   * What equal rows add to the second sum.
   *
   * @param loss of all eights of the row
   * @param shifted the plain losses of the eights, each times its number from the left
   */
  long rows(long a, long loss, long shifted, int rows) {
    long weighted = whiteWeighted - ((loss & 0xFFFFFFFFL) - chunkBytes * shifted);
    return equalRows(a, sum(loss), weighted, rows);
  }

  private long equalRows(long a, long sum, long weighted, long rows) {
    return rows * (stride * a + weighted) + stride * sum * (rows * (rows - 1) / 2);
  }

  static int value(long a, long b) {
    return (int) ((b % PRIME) << 16 | a % PRIME);
  }
}

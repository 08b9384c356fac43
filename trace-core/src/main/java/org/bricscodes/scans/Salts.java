package org.bricscodes.scans;

/**
 * Random bytes of each period, which make hashes of one period mean nothing in the next. Whoever
 * keeps them destroys those of past periods: from then on nobody, with whatever keys, can tell
 * whether a given device was among the visitors of that time. Any thread.
 */
public interface Salts {

  /** The salt of a period, 16 bytes or more; made when it is first asked for. May block then. */
  byte[] of(long period);

  /**
   * Keeps the salt of this period, of the one before, and of the next, which somebody whose clock
   * is ahead may have begun; no other, of whatever number, since longer periods have smaller
   * numbers. May block.
   */
  void keepOnly(long period);

  /** Whether the salt of a period is still needed in this one. */
  static boolean isKept(long number, long period) {
    return Math.abs(number - period) <= 1;
  }
}

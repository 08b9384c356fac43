package org.bricscodes.api.output;

/** What a tail has to know of a unit, in a long: its length, and the checksum of what it holds. */
final class Fact {

  private Fact() {}

  static long of(int length, int checksum) {
    return (long) checksum << 32 | length;
  }

  /** Bytes of the unit. */
  static int length(long fact) {
    return (int) fact;
  }

  static int checksum(long fact) {
    return (int) (fact >>> 32);
  }
}

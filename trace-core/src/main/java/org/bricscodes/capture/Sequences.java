package org.bricscodes.capture;

/**
 * Places in the sequences of several writers as one number: {@code writer << 48 | index}. Those of
 * writer 0, the service's own, are their index; the number of any other place is above all of them.
 */
final class Sequences {

  /** The service's own writer: its sequence is the order of everything, its log the service's. */
  static final int SERVICE = 0;

  /** Writers there may be: numbers are 0 to this. */
  static final int MAX_WRITER = 1_000;

  private static final int INDEX_BITS = 48;
  private static final long INDEX = (1L << INDEX_BITS) - 1;

  private Sequences() {}

  static long of(int writer, long index) {
    if (writer < 0 || writer > MAX_WRITER || index < 0 || index > INDEX) {
      throw new IllegalArgumentException("no place has writer " + writer + " and index " + index);
    }
    return (long) writer << INDEX_BITS | index;
  }

  static int writer(long sequence) {
    return (int) (sequence >>> INDEX_BITS);
  }

  /** The place in its writer's own sequence, which is the index in that writer's log. */
  static long index(long sequence) {
    return sequence & INDEX;
  }
}

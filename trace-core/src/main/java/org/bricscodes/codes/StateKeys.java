package org.bricscodes.codes;

import java.nio.ByteBuffer;

/**
 * Where the states of codes lie in {@link Rows#STATES}:
 *
 * <pre>
 *   i ‖ GTIN ‖ epoch ‖ counter >> 12      a slice: items whose counters are neighbours
 *   b ‖ batch id                          a batch
 *     00                                  number of changes; see {@link GuardedRows}
 *     01 ‖ place                          state
 *     02 ‖ place ‖ number                 every state since the first, the last one included
 *     03 ‖ status                         places reported to have got that far; {@link Intervals}
 *     04 ‖ status ‖ place                 first place of a {@link Span}: who said so
 *     05 ‖ number                         report; {@link BatchReport}
 *     06 ‖ idempotency key                number of the report ‖ its digest
 *     07 ‖ list's operation ‖ group       of a slice: what the list changed here
 * </pre>
 *
 * In a slice {@code place} is the low 12 bits of the counter, of a batch itself 0. So the states of
 * all items of a batch are read in the order of its codes, with a few thousand rows to a page.
 */
final class StateKeys {

  /** Items of a slice. */
  static final int SLICE = 1 << 12;

  private static final byte CURRENT = 1;
  private static final byte PAST = 2;
  private static final byte REACHED = 3;
  private static final byte SPAN = 4;
  private static final byte REPORT = 5;
  private static final byte REPEATABLE = 6;
  private static final byte DONE = 7;

  private StateKeys() {}

  static byte[] partition(CodeSubject subject) {
    return switch (subject) {
      case CodeSubject.Item item -> slice(item);
      case CodeSubject.WholeBatch whole -> EpochKey.ascii("b" + whole.batch());
    };
  }

  private static byte[] slice(CodeSubject.Item item) {
    return ByteBuffer.allocate(20)
        .put(EpochKey.ascii("i" + item.gtin().digits() + item.epoch()))
        .putInt((int) (item.counter() / SLICE))
        .array();
  }

  static int place(CodeSubject subject) {
    return switch (subject) {
      case CodeSubject.Item item -> (int) (item.counter() % SLICE);
      case CodeSubject.WholeBatch _ -> 0;
    };
  }

  /**
   * @param place 0 to {@link #SLICE}, the latter as the end of a range
   */
  static byte[] current(int place) {
    return ByteBuffer.allocate(3).put(CURRENT).putShort((short) place).array();
  }

  static int placeOfCurrent(byte[] sort) {
    return ByteBuffer.wrap(sort).getShort(1);
  }

  static byte[] past(int place) {
    return ByteBuffer.allocate(3).put(PAST).putShort((short) place).array();
  }

  static byte[] past(int place, long number) {
    return ByteBuffer.allocate(11).put(PAST).putShort((short) place).putLong(number).array();
  }

  static byte[] reached(CodeState.Status status) {
    return new byte[] {REACHED, (byte) CodeStateRow.code(status)};
  }

  static byte[] span(CodeState.Status status, long place) {
    return ByteBuffer.allocate(10)
        .put(SPAN)
        .put((byte) CodeStateRow.code(status))
        .putLong(place)
        .array();
  }

  static long placeOfSpan(byte[] sort) {
    return ByteBuffer.wrap(sort).getLong(2);
  }

  static byte[] report(long number) {
    return ByteBuffer.allocate(9).put(REPORT).putLong(number).array();
  }

  static long numberOfReport(byte[] sort) {
    return ByteBuffer.wrap(sort).getLong(1);
  }

  static byte[] done(byte[] operation, int group) {
    return ByteBuffer.allocate(1 + operation.length + Integer.BYTES)
        .put(DONE)
        .put(operation)
        .putInt(group)
        .array();
  }

  static byte[] repeatable(String key) {
    byte[] text = EpochKey.ascii(key);
    return ByteBuffer.allocate(1 + text.length).put(REPEATABLE).put(text).array();
  }
}

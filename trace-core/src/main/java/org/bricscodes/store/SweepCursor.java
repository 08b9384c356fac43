package org.bricscodes.store;

import java.nio.ByteBuffer;

/** The cursor of an engine that sweeps in the order of keys: the last key, its partition first. */
final class SweepCursor {

  private SweepCursor() {}

  static byte[] behind(Key last) {
    return ByteBuffer.allocate(2 + last.bytes())
        .putShort((short) last.partition().length)
        .put(last.partition())
        .put(last.sort())
        .array();
  }

  /**
   * The inverse.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Key parse(Table table, byte[] cursor) {
    ByteBuffer bytes = ByteBuffer.wrap(cursor);
    int length = bytes.remaining() < 2 ? -1 : bytes.getShort();
    if (length < 1 || length > bytes.remaining()) {
      throw new IllegalArgumentException("this is no cursor of this store's sweeps");
    }
    byte[] partition = new byte[length];
    bytes.get(partition);
    byte[] sort = new byte[bytes.remaining()];
    bytes.get(sort);
    return new Key(table, partition, sort);
  }
}

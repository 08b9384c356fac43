package org.bricscodes.store.cassandra;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bricscodes.store.StoreException;

/**
 * What stands in a {@code value} column: nothing for an empty value, {@code 00 ‖ value}, or {@code
 * 01 ‖ id(16) ‖ length(4)} for one that lies in parts. The id is the beginning of the value's
 * SHA-256, so the same value always has the same parts, and what was read can be checked.
 */
sealed interface Cell {

  /** Values up to this many bytes stand in their row. */
  int INLINE = 16 << 10;

  /** The same where a batch would else be too large. */
  int INLINE_IF_CROWDED = 32;

  int ID_BYTES = 16;

  /** A value in its row. */
  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  record Inline(byte[] value) implements Cell {}

  /** A value in parts. */
  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  record Parted(byte[] id, int length) implements Cell {}

  /** The column of a value that is {@code inline} bytes at most. */
  static ByteBuffer inline(byte[] value) {
    if (value.length == 0) {
      return ByteBuffer.allocate(0);
    }
    return ByteBuffer.allocate(1 + value.length).put((byte) 0).put(value).flip();
  }

  /** The column of a value whose parts are written apart. */
  static ByteBuffer parted(byte[] value) {
    return ByteBuffer.allocate(1 + ID_BYTES + 4)
        .put((byte) 1)
        .put(id(value))
        .putInt(value.length)
        .flip();
  }

  static Cell of(ByteBuffer column) {
    ByteBuffer bytes = column.duplicate();
    if (!bytes.hasRemaining()) {
      return new Inline(new byte[0]);
    }
    byte kind = bytes.get();
    if (kind == 0) {
      return new Inline(rest(bytes));
    }
    if (kind == 1 && bytes.remaining() == ID_BYTES + 4) {
      byte[] id = new byte[ID_BYTES];
      bytes.get(id);
      return new Parted(id, bytes.getInt());
    }
    throw new StoreException.Corrupt("a row holds what this program did not write");
  }

  static byte[] id(byte[] value) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(value), ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Bytes of a column that is not used again. */
  static byte[] rest(ByteBuffer bytes) {
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return rest;
  }
}

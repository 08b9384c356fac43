package org.bricscodes.tlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries one after the other, each behind its length as a big-endian uint16. */
final class EntryBundle {

  /** Bytes of the longest full bundle. */
  static final int MAX_BYTES = TilePath.FULL * (Short.BYTES + TransparencyLog.MAX_ENTRY_BYTES);

  private EntryBundle() {}

  static int encodedBytes(List<byte[]> entries) {
    return entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum();
  }

  static byte[] encode(List<byte[]> entries) {
    ByteBuffer bundle = ByteBuffer.allocate(encodedBytes(entries));
    put(bundle, entries);
    return bundle.array();
  }

  static void put(ByteBuffer target, List<byte[]> entries) {
    for (byte[] entry : entries) {
      target.putShort((short) entry.length).put(entry);
    }
  }

  /**
   * The entries of a bundle that must hold exactly {@code count}.
   *
   * @throws IllegalArgumentException if it is cut short or has bytes left over
   */
  static List<byte[]> decode(ByteBuffer bundle, int count) {
    List<byte[]> entries = decodePrefix(bundle, count);
    if (bundle.hasRemaining()) {
      throw new IllegalArgumentException(
          "holds " + bundle.remaining() + " bytes after its " + count + " entries");
    }
    return entries;
  }

  /** The first {@code count} entries; what follows is left in the buffer. */
  static List<byte[]> decodePrefix(ByteBuffer bundle, int count) {
    List<byte[]> entries = new ArrayList<>(Math.min(count, TilePath.FULL));
    for (int i = 0; i < count; i++) {
      int length =
          bundle.remaining() < Short.BYTES
              ? Integer.MAX_VALUE
              : Short.toUnsignedInt(bundle.getShort());
      if (bundle.remaining() < length) {
        throw new IllegalArgumentException("is cut short at entry " + i + " of " + count);
      }
      byte[] entry = new byte[length];
      bundle.get(entry);
      entries.add(entry);
    }
    return entries;
  }
}

package org.bricscodes.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Bytes of a write-ahead log segment. All numbers are big-endian.
 *
 * <pre>{@code
 * header   "BXWAL/1\n" || u64 first index || 16-byte mark || u32 CRC-32C of these 32 bytes || 28 zeros
 * record   u32 0x4C4F4752 || u32 body length || u32 CRC-32C(mark || body length || body) || body
 * body     u64 index of its first entry || u32 count || count times (u16 length || entry)
 * }</pre>
 *
 * Records follow the header without gap; zeros fill the preallocated rest. The random mark ties a
 * record to its segment, so that nobody can submit an entry that would be taken for a record.
 */
final class WalFormat {

  static final int HEADER_BYTES = 64;
  private static final int MARK_BYTES = 2 * Long.BYTES;

  /** Bytes a record needs beside its entries as in a bundle. */
  static final int RECORD_OVERHEAD = 3 * Integer.BYTES + Long.BYTES + Integer.BYTES;

  private static final int FRAME_BYTES = 3 * Integer.BYTES;
  private static final int BODY_HEAD_BYTES = Long.BYTES + Integer.BYTES;
  private static final int RECORD_MAGIC = 0x4C4F4752;
  private static final byte[] HEADER_MAGIC = "BXWAL/1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKED_HEADER_BYTES = 8 + Long.BYTES + MARK_BYTES;

  /** 16 random bytes. */
  record Mark(long high, long low) {
    byte[] bytes() {
      return ByteBuffer.allocate(MARK_BYTES).putLong(high).putLong(low).array();
    }
  }

  /** A record's entries, and where the next record starts. */
  record Batch(long first, List<byte[]> entries, int end) {
    long last() {
      return first + entries.size();
    }
  }

  private WalFormat() {}

  static byte[] header(long first, Mark mark) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.put(HEADER_MAGIC).putLong(first).put(mark.bytes());
    var crc = new CRC32C();
    crc.update(header.array(), 0, CHECKED_HEADER_BYTES);
    return header.putInt((int) crc.getValue()).array();
  }

  /** The first index a segment's header states, or empty if it is no intact header. */
  static Optional<Long> firstIndex(byte[] segment) {
    if (segment.length < HEADER_BYTES) {
      return Optional.empty();
    }
    long first = ByteBuffer.wrap(segment).getLong(HEADER_MAGIC.length);
    byte[] expected = header(first, mark(segment));
    return Arrays.equals(expected, 0, HEADER_BYTES, segment, 0, HEADER_BYTES) && first >= 0
        ? Optional.of(first)
        : Optional.empty();
  }

  static Mark mark(byte[] segment) {
    ByteBuffer mark = ByteBuffer.wrap(segment, HEADER_MAGIC.length + Long.BYTES, MARK_BYTES);
    return new Mark(mark.getLong(), mark.getLong());
  }

  static byte[] record(long first, List<byte[]> entries, Mark mark) {
    int bodyBytes = BODY_HEAD_BYTES + EntryBundle.encodedBytes(entries);
    ByteBuffer record = ByteBuffer.allocate(FRAME_BYTES + bodyBytes);
    record.putInt(RECORD_MAGIC).putInt(bodyBytes).putInt(0).putLong(first).putInt(entries.size());
    EntryBundle.put(record, entries);
    return record.putInt(2 * Integer.BYTES, crc(mark, record.array(), 0, bodyBytes)).array();
  }

  /** The record at {@code at}, or empty if there is none that is whole and intact. */
  static Optional<Batch> recordAt(byte[] segment, int at, Mark mark) {
    ByteBuffer bytes = ByteBuffer.wrap(segment);
    if (segment.length - at < FRAME_BYTES + BODY_HEAD_BYTES || bytes.getInt(at) != RECORD_MAGIC) {
      return Optional.empty();
    }
    int bodyBytes = bytes.getInt(at + Integer.BYTES);
    boolean fits = bodyBytes >= BODY_HEAD_BYTES && bodyBytes <= segment.length - at - FRAME_BYTES;
    if (!fits || bytes.getInt(at + 2 * Integer.BYTES) != crc(mark, segment, at, bodyBytes)) {
      return Optional.empty();
    }
    int end = at + FRAME_BYTES + bodyBytes;
    ByteBuffer body = bytes.slice(at + FRAME_BYTES, bodyBytes);
    long first = body.getLong();
    int count = body.getInt();
    try {
      return Optional.of(new Batch(first, EntryBundle.decode(body, count), end));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a checksum by chance
    }
  }

  private static int crc(Mark mark, byte[] segment, int at, int bodyBytes) {
    var crc = new CRC32C();
    crc.update(mark.bytes());
    crc.update(segment, at + Integer.BYTES, Integer.BYTES);
    crc.update(segment, at + FRAME_BYTES, bodyBytes);
    return (int) crc.getValue();
  }
}

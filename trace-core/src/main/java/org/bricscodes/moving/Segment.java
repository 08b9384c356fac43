package org.bricscodes.moving;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bricscodes.store.Limits;
import org.bricscodes.store.Sweep;
import org.bricscodes.tlog.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One file of an export: some rows of one stream, in order. All numbers are big-endian.
 *
 * <pre>{@code
 * head   "BXMOVE1\n" || 16-byte id of the export || u16 length, name of the stream || u32 number
 * row    u16 partition length || u16 sort length || u32 value length || partition || sort || value
 * end    u16 0xFFFF || u16 length, cursor behind the last row || u64 rows || SHA-256 of all before
 * }</pre>
 *
 * The cursor is the exporting engine's, and empty in the stream's last segment: with it an
 * interrupted export goes on from its own files.
 *
 * @param number 1 for the first of the stream
 * @param cursor null: this is the last
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Segment(
    ExportId export,
    String stream,
    int number,
    List<MovedRow> rows,
    byte @Nullable [] cursor,
    Digest digest,
    long bytes) {

  /** Bytes of the longest file that is read as a segment. */
  static final int MAX_BYTES = 96 << 20;

  /** A segment is closed with the row that takes it to this many bytes. */
  static final int FULL_BYTES = 16 << 20;

  /** Bytes in front of a row's own. */
  static final int ROW_HEAD = 8;

  private static final byte[] MAGIC = "BXMOVE1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int END = 0xFFFF;
  private static final int MAX_NAME = 64;

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  Segment(
      ExportId export,
      String stream,
      int number,
      List<MovedRow> rows,
      byte @Nullable [] cursor,
      Digest digest,
      long bytes) {
    this.export = export;
    this.stream = stream;
    this.number = number;
    this.rows = List.copyOf(rows);
    this.cursor = cursor;
    this.digest = digest;
    this.bytes = bytes;
  }

  /** The bytes of a segment file. */
  static byte[] encode(
      ExportId export, String stream, int number, List<MovedRow> rows, byte @Nullable [] cursor) {
    byte[] name = stream.getBytes(StandardCharsets.US_ASCII);
    byte[] end = cursor == null ? new byte[0] : cursor;
    long size = MAGIC.length + ExportId.BYTES + 2L + name.length + 4 + 4 + end.length + 8;
    for (MovedRow row : rows) {
      size += row.bytes();
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size + Digest.BYTES));
    bytes.put(MAGIC).put(export.bytes()).putShort((short) name.length).put(name).putInt(number);
    for (MovedRow row : rows) {
      bytes.putShort((short) row.partition().length).putShort((short) row.sort().length);
      bytes.putInt(row.value().length).put(row.partition()).put(row.sort()).put(row.value());
    }
    bytes.putShort((short) END).putShort((short) end.length).put(end).putLong(rows.size());
    return bytes.put(sha256(bytes.array(), bytes.position())).array();
  }

  /**
   * The inverse.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Segment parse(byte[] file) {
    int body = file.length - Digest.BYTES;
    if (body < MAGIC.length || !Arrays.equals(MAGIC, 0, 8, file, 0, 8)) {
      throw new IllegalArgumentException("is no segment of an export this program reads");
    }
    byte[] digest = sha256(file, body);
    if (!Arrays.equals(digest, 0, Digest.BYTES, file, body, file.length)) {
      throw new IllegalArgumentException("is damaged or cut short: its digest does not fit");
    }
    ByteBuffer bytes = ByteBuffer.wrap(file, 0, body).slice();
    bytes.position(MAGIC.length);
    ExportId export = ExportId.of(take(bytes, ExportId.BYTES));
    int nameLength = length(bytes, MAX_NAME);
    String stream = new String(take(bytes, nameLength), StandardCharsets.US_ASCII);
    int number = bytes.remaining() < 4 ? 0 : bytes.getInt();
    List<MovedRow> rows = new ArrayList<>();
    int first = length(bytes, END);
    while (first != END) {
      rows.add(row(bytes, first));
      first = length(bytes, END);
    }
    byte[] cursor = take(bytes, length(bytes, Sweep.MAX_CURSOR));
    if (bytes.remaining() != 8 || bytes.getLong() != rows.size()) {
      throw new IllegalArgumentException("holds another number of rows than it says");
    }
    return new Segment(
        export,
        stream,
        number,
        rows,
        cursor.length == 0 ? null : cursor,
        Digest.of(Arrays.copyOfRange(file, body, file.length)),
        file.length);
  }

  private static MovedRow row(ByteBuffer bytes, int partitionLength) {
    int sortLength = length(bytes, Limits.MAX_KEY);
    int valueLength = bytes.remaining() < 4 ? -1 : bytes.getInt();
    if (partitionLength < 1 || partitionLength > Limits.MAX_KEY) {
      throw new IllegalArgumentException("holds a row whose key has no possible length");
    }
    if (valueLength < 0 || valueLength > Limits.MAX_VALUE) {
      throw new IllegalArgumentException("holds a row whose value has no possible length");
    }
    return new MovedRow(
        take(bytes, partitionLength), take(bytes, sortLength), take(bytes, valueLength));
  }

  private static int length(ByteBuffer bytes, int most) {
    int length = bytes.remaining() < 2 ? -1 : Short.toUnsignedInt(bytes.getShort());
    if (length < 0 || length > most) {
      throw new IllegalArgumentException("holds a length that is none");
    }
    return length;
  }

  private static byte[] take(ByteBuffer bytes, int length) {
    if (bytes.remaining() < length) {
      throw new IllegalArgumentException("ends in the middle of a row");
    }
    byte[] taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  private static byte[] sha256(byte[] bytes, int length) {
    var sha = RowSum.sha256();
    sha.update(bytes, 0, length);
    return sha.digest();
  }
}

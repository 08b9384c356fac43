package org.bricscodes.moving;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of a {@link ChangeArchive}: batches one behind the other, each flushed before it counts.
 * What a crash cut short fails its checksum and ends the file. All numbers are big-endian.
 *
 * <pre>{@code
 * head   "BXCHNG1\n" || u32 length, legend || u32 CRC-32C of all before
 * batch  u64 first || u64 last || u64 milliseconds || u32 length || bytes || u32 CRC-32C of all that
 * }</pre>
 */
final class ChangeSegment implements AutoCloseable {

  static final String SUFFIX = ".changes";

  private static final byte[] MAGIC = "BXCHNG1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BATCH_HEAD = 3 * Long.BYTES + Integer.BYTES;
  private static final int MAX_LEGEND = 1 << 20;

  private final DataInputStream in;
  private long left;
  private byte @Nullable [] legend;

  private ChangeSegment(DataInputStream in, long bytes) {
    this.in = in;
    this.left = bytes;
  }

  /** Opens one for reading. */
  static ChangeSegment open(Path file) throws IOException {
    long bytes = Files.size(file);
    return new ChangeSegment(
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16)), bytes);
  }

  static String name(long first) {
    return String.format(Locale.ROOT, "%020d%s", first, SUFFIX);
  }

  /** The number in a file's name; empty if it is no segment's. */
  static Optional<Long> first(String name) {
    return name.matches("[0-9]{20}\\.changes")
        ? Optional.of(Long.parseLong(name.substring(0, 20)))
        : Optional.empty();
  }

  static byte[] head(byte[] legend) {
    ByteBuffer out = ByteBuffer.allocate(MAGIC.length + 8 + legend.length);
    return summed(out.put(MAGIC).putInt(legend.length).put(legend));
  }

  static byte[] block(ArchivedChange change) {
    ByteBuffer out = ByteBuffer.allocate(BATCH_HEAD + change.batch().length + Integer.BYTES);
    out.putLong(change.first()).putLong(change.last()).putLong(change.millis());
    out.putInt(change.batch().length).put(change.batch());
    return summed(out);
  }

  /** All of it, its checksum behind what has been put. */
  private static byte[] summed(ByteBuffer out) {
    byte[] all = new byte[out.capacity()];
    out.flip().get(all, 0, out.limit());
    CRC32C sum = new CRC32C();
    sum.update(all, 0, all.length - Integer.BYTES);
    ByteBuffer.wrap(all).putInt(all.length - Integer.BYTES, (int) sum.getValue());
    return all;
  }

  /** The next batch; null at the end, which is also where a crash cut it short. */
  @Nullable ArchivedChange next() throws IOException {
    try {
      byte[] known = legend;
      if (known == null) {
        known = legend();
        if (known == null) {
          return null;
        }
        legend = known;
      }
      byte[] head = take(BATCH_HEAD);
      ByteBuffer numbers = ByteBuffer.wrap(head);
      long first = numbers.getLong();
      long last = numbers.getLong();
      long millis = numbers.getLong();
      int length = numbers.getInt();
      if (first < 1 || last < first || length < 0 || length > left - Integer.BYTES) {
        return null;
      }
      byte[] batch = take(length);
      return holds(head, batch) ? new ArchivedChange(first, last, millis, batch, known) : null;
    } catch (EOFException e) {
      return null;
    }
  }

  private byte @Nullable [] legend() throws IOException {
    byte[] head = take(MAGIC.length + Integer.BYTES);
    ByteBuffer numbers = ByteBuffer.wrap(head);
    byte[] magic = new byte[MAGIC.length];
    numbers.get(magic);
    int length = numbers.getInt();
    if (!Arrays.equals(magic, MAGIC) || length < 0 || length > MAX_LEGEND) {
      return null;
    }
    byte[] read = take(length);
    return holds(head, read) ? read : null;
  }

  private boolean holds(byte[] head, byte[] rest) throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(head);
    sum.update(rest);
    return ByteBuffer.wrap(take(Integer.BYTES)).getInt() == (int) sum.getValue();
  }

  private byte[] take(int length) throws IOException {
    if (length > left) {
      throw new EOFException();
    }
    left -= length;
    return in.readNBytes(length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One preallocated segment file, open for appending. Used by one thread at a time. */
final class WalSegment implements AutoCloseable {

  static final String SUFFIX = ".wal";

  private final LogFiles files;
  private final FileChannel channel;
  private final WalFormat.Mark mark;
  private final long capacity;
  private long end;

  private WalSegment(
      LogFiles files, FileChannel channel, WalFormat.Mark mark, long capacity, long end) {
    this.files = files;
    this.channel = channel;
    this.mark = mark;
    this.capacity = capacity;
    this.end = end;
  }

  static String fileName(long first) {
    return String.format(Locale.ROOT, "%019d%s", first, SUFFIX);
  }

  /** A new segment: complete on disk, with its zeros, before it gets its name. */
  static WalSegment create(
      Path directory, long first, WalFormat.Mark mark, int capacity, LogFiles files)
      throws IOException {
    Path file = directory.resolve(fileName(first));
    Path temporary = LogFiles.temporary(file);
    try (FileChannel channel = files.create(temporary)) {
      ByteBuffer content = ByteBuffer.allocate(capacity).put(WalFormat.header(first, mark));
      files.write(channel, content.rewind(), 0);
      files.force(channel);
    }
    files.moveDurably(temporary, file);
    return new WalSegment(files, open(file), mark, capacity, WalFormat.HEADER_BYTES);
  }

  /** An existing segment. A torn rest is overwritten with zeros, so that it is never read again. */
  static WalSegment reopen(Path file, WalScan scan, long capacity, LogFiles files)
      throws IOException {
    FileChannel channel = open(file);
    var segment = new WalSegment(files, channel, scan.mark(), capacity, scan.end());
    long size = channel.size();
    if (scan.rest() != WalScan.Rest.EMPTY || size < capacity) {
      int rest = Math.toIntExact(Math.max(size, capacity) - scan.end());
      files.write(channel, ByteBuffer.allocate(rest), scan.end());
      files.force(channel);
    }
    return segment;
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  boolean hasRoomFor(List<byte[]> entries) {
    return end + WalFormat.RECORD_OVERHEAD + EntryBundle.encodedBytes(entries) <= capacity;
  }

  /** Appends one record and flushes it; returns where it starts. */
  long append(long first, List<byte[]> entries) throws IOException {
    long start = end;
    byte[] record = WalFormat.record(first, entries, mark);
    files.write(channel, ByteBuffer.wrap(record), start);
    files.force(channel);
    end = start + record.length;
    return start;
  }

  /** Reads the records between two offsets back from the file. */
  List<WalFormat.Batch> reread(long from) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end - from));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        break; // the missing record is reported by the caller, who knows what must be there
      }
    }
    List<WalFormat.Batch> records = new ArrayList<>();
    int at = 0;
    while (at < bytes.capacity()) {
      var record = WalFormat.recordAt(bytes.array(), at, mark);
      if (record.isEmpty()) {
        break;
      }
      records.add(record.get());
      at = record.get().end();
    }
    return records;
  }

  long end() {
    return end;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

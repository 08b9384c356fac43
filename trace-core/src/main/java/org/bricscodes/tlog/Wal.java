package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The write-ahead log: segments that follow each other without gap and hold every entry that may
 * not be in a tile file yet. Used by one thread at a time.
 */
final class Wal implements AutoCloseable {

  private final Path directory;
  private final LogFiles files;
  private final LogOptions options;

  /** First indices of the segments on disk, oldest first; the last one is {@link #current}. */
  private final Deque<Long> firsts = new ArrayDeque<>();

  private WalSegment current;
  private long unread;

  private Wal(
      Path directory, LogFiles files, LogOptions options, List<Long> firsts, WalSegment current) {
    this.directory = directory;
    this.files = files;
    this.options = options;
    this.firsts.addAll(firsts);
    this.current = current;
    this.unread = current.end();
  }

  /** What a restart found: the log, and every entry in it from {@code first} on. */
  record Recovered(Wal wal, long first, List<byte[]> entries) {}

  static List<Path> segments(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> listing = Files.list(directory)) {
      return listing.filter(file -> file.toString().endsWith(WalSegment.SUFFIX)).sorted().toList();
    }
  }

  static Wal create(Path directory, LogFiles files, LogOptions options) throws IOException {
    files.createDirectories(directory);
    WalSegment segment =
        WalSegment.create(directory, 0, newMark(options), options.segmentBytes(), files);
    return new Wal(directory, files, options, List.of(0L), segment);
  }

  /**
   * Reads every segment. Cuts a torn tail off the last one; nothing else is ever repaired.
   *
   * @throws LogException {@code DAMAGED} if acknowledged records are missing or unreadable
   */
  static Recovered recover(Path directory, LogFiles files, LogOptions options) throws IOException {
    List<Path> segments = segments(directory);
    List<Long> firsts = new ArrayList<>();
    List<byte[]> entries = new ArrayList<>();
    WalScan last = null;
    for (Path file : segments) {
      WalScan scan = WalScan.of(Files.readAllBytes(file)).orElseThrow(() -> noHeader(file));
      requireWhole(file, scan, file.equals(segments.getLast()));
      long expected = firsts.isEmpty() ? scan.first() : firsts.getFirst() + entries.size();
      if (scan.first() != expected) {
        throw damaged(file, "starts at entry " + scan.first() + ", expected " + expected);
      }
      firsts.add(scan.first());
      scan.records().forEach(record -> entries.addAll(record.entries()));
      last = scan;
    }
    if (last == null) {
      throw new LogException(LogException.Reason.CONTRADICTION, "the write-ahead log is missing");
    }
    long capacity = Math.max(options.segmentBytes(), Files.size(segments.getLast()));
    WalSegment segment = WalSegment.reopen(segments.getLast(), last, capacity, files);
    Wal wal = new Wal(directory, files, options, firsts, segment);
    return new Recovered(wal, firsts.getFirst(), entries);
  }

  private static void requireWhole(Path file, WalScan scan, boolean isLast) {
    switch (scan.rest()) {
      case EMPTY -> {}
      case TORN -> {
        if (!isLast) {
          throw damaged(file, "ends in damage although a later segment exists");
        }
      }
      case DAMAGED ->
          throw damaged(file, "is damaged at byte " + scan.end() + ", before intact records");
    }
    if (scan.endIndex().isEmpty() || !file.endsWith(WalSegment.fileName(scan.first()))) {
      throw damaged(file, "holds records that do not follow each other");
    }
  }

  private static LogException noHeader(Path file) {
    return damaged(file, "has no intact header");
  }

  private static LogException damaged(Path file, String what) {
    return new LogException(
        LogException.Reason.DAMAGED, "write-ahead log segment " + file.getFileName() + " " + what);
  }

  private static WalFormat.Mark newMark(LogOptions options) {
    return new WalFormat.Mark(options.random().nextLong(), options.random().nextLong());
  }

  boolean hasRoomFor(List<byte[]> entries) {
    return current.hasRoomFor(entries);
  }

  /** Starts a new segment with room for these entries. Everything must have been reread. */
  void rotate(long first, List<byte[]> entries) throws IOException {
    int needed =
        WalFormat.HEADER_BYTES + WalFormat.RECORD_OVERHEAD + EntryBundle.encodedBytes(entries);
    int capacity = Math.max(options.segmentBytes(), needed);
    // Crash: a temporary file nobody reads, or an empty segment, which a restart continues.
    WalSegment next = WalSegment.create(directory, first, newMark(options), capacity, files);
    current.close();
    current = next;
    unread = next.end();
    firsts.addLast(first);
  }

  /** Durable when it returns. */
  void append(long first, List<byte[]> entries) throws IOException {
    current.append(first, entries);
  }

  /** The records appended since the last call, read back from the file. */
  List<WalFormat.Batch> reread() throws IOException {
    List<WalFormat.Batch> records = current.reread(unread);
    unread = current.end();
    return records;
  }

  /** Deletes the segments whose entries all lie below {@code index}; the last one always stays. */
  void dropBelow(long index) throws IOException {
    while (firsts.size() > 1) {
      long first = firsts.removeFirst();
      long end = firsts.getFirst();
      if (end > index) {
        firsts.addFirst(first);
        return;
      }
      files.delete(directory.resolve(WalSegment.fileName(first)));
    }
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}

package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/**
 * A log on its way into another directory: entries as they were, up to a checkpoint that its key
 * signed. Nothing is signed here.
 *
 * <p><b>Order, and what a crash leaves.</b> Tiles and bundles, then the last entries in a
 * write-ahead log, then the head, then the public checkpoint. Until the head is there the directory
 * does not open as a log; {@link #open} goes on with it. The head is written only when the root
 * over all entries is the one that was signed.
 *
 * <p>One thread at a time. After an exception, open it again.
 */
public final class LogCopy implements AutoCloseable {

  /** What the entries that are durable in a copy under way are a multiple of. */
  public static final int STEP = TilePath.FULL;

  private final LogLayout layout;
  private final LogFiles files;
  private final LogOptions options;
  private final LogLock lock;
  private final LogTree tree;

  private LogCopy(
      LogLayout layout, LogFiles files, LogOptions options, LogLock lock, LogTree tree) {
    this.layout = layout;
    this.files = files;
    this.options = options;
    this.lock = lock;
    this.tree = tree;
  }

  /** Whether there is a log, or a part of one, in the directory. */
  public static boolean isTaken(Path directory) {
    var layout = new LogLayout(directory);
    return Files.exists(layout.head())
        || Files.exists(layout.checkpoint())
        || Files.exists(layout.tiles())
        || Files.exists(layout.wal());
  }

  /** Whether a copy in the directory was finished: it opens as a log. */
  public static boolean isFinished(Path directory) {
    return Files.exists(new LogLayout(directory).head());
  }

  /**
   * Begins a copy, or goes on with one.
   *
   * @param stored how many entries an earlier run said were {@link #sync stored}; 0: none
   * @throws LogException {@code CONTRADICTION} if there is a log already, {@code DAMAGED} if what
   *     was stored does not read back, {@code LOCKED} or {@code IO}
   */
  public static LogCopy open(Path directory, long stored, LogOptions options) {
    return open(directory, stored, options, new LogFiles());
  }

  static LogCopy open(Path directory, long stored, LogOptions options, LogFiles files) {
    if (stored < 0 || stored % STEP != 0) {
      throw new IllegalArgumentException("a copy goes on at a multiple of 256 entries");
    }
    var layout = new LogLayout(directory);
    try {
      files.createDirectories(directory);
      LogLock lock = LogLock.acquire(layout.lock());
      try {
        if (Files.exists(layout.head())) {
          throw new LogException(
              LogException.Reason.CONTRADICTION, "there is a log in the directory already");
        }
        var tiles = new TileStore(directory, options.cachedTiles());
        return new LogCopy(layout, files, options, lock, LogTree.over(tiles, stored));
      } catch (RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the log directory cannot be opened", e);
    }
  }

  /** Entries so far, stored or not. */
  public long size() {
    return tree.size();
  }

  /**
   * Adds the entries at the next indices. They are durable when {@link #sync} or {@link #finish}
   * says so.
   *
   * @throws LogException {@code IO}, or {@code CONTRADICTION} if a file of this place is there with
   *     other content
   */
  public void append(List<byte[]> entries) {
    if (entries.stream().anyMatch(entry -> entry.length > TransparencyLog.MAX_ENTRY_BYTES)) {
      throw new IllegalArgumentException("an entry has at most 65535 bytes");
    }
    tree.tail().append(entries.stream().map(byte[]::clone).toList());
    LogTail tail = tree.tail();
    if (tail.size() - tail.first() >= (long) options.tileBatch() * STEP
        || tail.entryBytes() >= options.segmentBytes()) {
      var _ = sync();
    }
  }

  /**
   * Makes whole bundles durable.
   *
   * @return how many entries are, a multiple of 256: what {@link #open} takes
   */
  public long sync() {
    SequencedMap<Path, byte[]> missing = new LinkedHashMap<>();
    try {
      for (TilePath path : tree.tail().fullTiles()) {
        Path file = tree.tiles().file(path);
        byte[] content = tree.tile(path);
        if (!Files.exists(file)) {
          missing.put(file, content);
        } else if (!Arrays.equals(Files.readAllBytes(file), content)) {
          throw new LogException(LogException.Reason.CONTRADICTION, path + " holds other content");
        }
      }
      files.replaceAll(missing);
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the log could not be written", e);
    }
    tree.tail().dropFullTiles();
    return tree.tail().first();
  }

  /**
   * Ends the copy: from now on the directory opens as a log.
   *
   * @param signed verified under the log's key
   * @param time not before the moment it was signed, as far as is known
   * @throws LogException {@code CONTRADICTION} unless the entries are exactly those that were
   *     signed; {@code DAMAGED} if they do not read back; {@code IO}
   */
  public void finish(SignedCheckpoint signed, Instant time) {
    if (tree.size() != signed.size()) {
      throw new LogException(
          LogException.Reason.CONTRADICTION,
          "the signed checkpoint has " + signed.size() + " entries, the copy " + tree.size());
    }
    long whole = sync();
    LogRecovery.requireExtends(tree, signed.checkpoint(), "the signed checkpoint");
    try {
      requireReadBack(whole, signed);
      writeTail(whole);
      files.replace(layout.head(), new LogHead(time, signed.note()).bytes());
      files.replace(layout.checkpoint(), signed.note().bytes());
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the log could not be written", e);
    }
  }

  /** Recomputes the root from what the disk returns: every bundle, and the tail in memory. */
  private void requireReadBack(long whole, SignedCheckpoint signed) {
    var reread = new CompactRange();
    for (long bundle = 0; bundle < whole / STEP; bundle++) {
      reread.appendSubtree(8, tree.tiles().verifyBundle(bundle).root());
    }
    for (long index = whole; index < tree.size(); index++) {
      reread.append(MerkleTree.leafHash(tree.entry(index)));
    }
    if (!reread.root().equals(signed.root())) {
      throw new LogException(
          LogException.Reason.DAMAGED, "the log reads back other bytes than were written");
    }
  }

  /** A write-ahead log that a crash left in front of the head belongs to nobody. */
  private void writeTail(long whole) throws IOException {
    for (Path segment : Wal.segments(layout.wal())) {
      files.delete(segment);
    }
    files.createDirectories(layout.wal());
    List<byte[]> rest = LongStream.range(whole, tree.size()).mapToObj(tree::entry).toList();
    int capacity =
        Math.max(
            options.segmentBytes(),
            WalFormat.HEADER_BYTES + WalFormat.RECORD_OVERHEAD + EntryBundle.encodedBytes(rest));
    var mark = new WalFormat.Mark(options.random().nextLong(), options.random().nextLong());
    try (WalSegment segment = WalSegment.create(layout.wal(), whole, mark, capacity, files)) {
      if (!rest.isEmpty()) {
        var _ = segment.append(whole, rest);
      }
    }
  }

  /** Releases the directory; what is not synced is lost. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the log could not be closed", e);
    }
  }
}

package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Everything that changes a log directory, told in the order it happens. After each step the
 * comments say what a crash leaves there and who deals with it. Used by one thread at a time; after
 * any exception it must not be used again, because a failed write or fsync leaves unknown bytes.
 *
 * <p>The order that is never reversed: entries durable → tiles readable → checkpoint signed into
 * the private head → public checkpoint.
 */
final class LogWriter implements AutoCloseable {

  private final LogLayout layout;
  private final SignerKey key;
  private final LogOptions options;
  private final LogFiles files;
  private final Wal wal;
  private final LogTree tree;

  /** The tree over what was read back from storage, never over what was only handed in. */
  private final CompactRange reread;

  private LogHead head;

  private LogWriter(
      LogLayout layout,
      SignerKey key,
      LogOptions options,
      LogFiles files,
      LogRecovery.Recovered recovered,
      LogHead head) {
    this.layout = layout;
    this.key = key;
    this.options = options;
    this.files = files;
    this.wal = recovered.wal();
    this.tree = recovered.tree();
    this.reread = CompactRange.of(tree.size(), tree);
    this.head = head;
  }

  static LogWriter open(LogLayout layout, SignerKey key, LogOptions options, LogFiles files)
      throws IOException {
    var recovery = new LogRecovery(layout, key.verifierKey(), options, files);
    LogRecovery.Recovered recovered = recovery.recover();
    Optional<LogHead> known = recovered.head();
    LogHead head = known.orElseGet(() -> sign(key, options, tree(recovered), Instant.MIN));
    var writer = new LogWriter(layout, key, options, files, recovered, head);
    try {
      if (known.isEmpty()) {
        files.replace(layout.head(), head.bytes());
      }
      // Crash since the head was written: the public file is missing or behind. Catch up.
      writer.replacePublic();
      writer.writeTiles();
      return writer;
    } catch (IOException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private static LogTree tree(LogRecovery.Recovered recovered) {
    return recovered.tree();
  }

  private static LogHead sign(SignerKey key, LogOptions options, LogTree tree, Instant notBefore) {
    long size = tree.size();
    String text = Checkpoint.of(key.name(), size, tree.root(size)).toString();
    Instant now = options.clock().instant();
    return new LogHead(
        now.isBefore(notBefore) ? notBefore : now, new SignedNote(text, List.of(key.sign(text))));
  }

  LogTree tree() {
    return tree;
  }

  SignedCheckpoint signed() {
    return TrustedLog.of(key.verifierKey()).verify(head.note());
  }

  long append(List<byte[]> entries) throws IOException {
    long first = tree.size();
    if (!wal.hasRoomFor(entries)) {
      rereadNew();
      wal.rotate(first, entries);
    }
    // Crash before the flush ends: a torn record, cut off at the next start. Nobody was told.
    wal.append(first, entries);
    // Crash from here on: the entries are read back at the next start.
    tree.tail().append(entries);
    if (manyFullTiles()) {
      writeTiles();
    }
    return first;
  }

  private boolean manyFullTiles() {
    LogTail tail = tree.tail();
    long bundles = (tail.size() - tail.first()) / TilePath.FULL;
    return bundles >= options.tileBatch()
        || (bundles >= 1 && tail.entryBytes() >= options.segmentBytes());
  }

  /** Moves what fills whole tiles out of the write-ahead log into files of its own. */
  private void writeTiles() throws IOException {
    rereadNew();
    List<TilePath> full = tree.tail().fullTiles();
    SequencedMap<Path, byte[]> missing = new LinkedHashMap<>();
    for (TilePath path : full) {
      Path file = tree.tiles().file(path);
      byte[] content = tree.tile(path);
      if (!Files.exists(file)) {
        missing.put(file, content);
      } else if (!Arrays.equals(Files.readAllBytes(file), content)) {
        throw new LogException(LogException.Reason.CONTRADICTION, path + " holds other content");
      }
    }
    // Crash in the middle: some of the files are there, each whole. The write-ahead log still has
    // the entries, and the next start comes through here again.
    files.replaceAll(missing);
    full.forEach(this::requireStored);
    // Only now do readers go to the files, and only now may entries leave the write-ahead log.
    tree.tail().dropFullTiles();
    wal.dropBelow(tree.tail().first());
  }

  private void requireStored(TilePath path) {
    if (path.level() == TilePath.ENTRIES) {
      Digest root = tree.tiles().verifyBundle(path.index()).root();
      requireSame(root.equals(tree.node(8, path.index())), path);
    } else {
      byte[] stored = tree.tiles().readTile(path).slots(TilePath.FULL);
      requireSame(Arrays.equals(stored, tree.tile(path)), path);
    }
  }

  private static void requireSame(boolean same, TilePath path) {
    if (!same) {
      throw new LogException(
          LogException.Reason.DAMAGED, path + " reads back other bytes than were written");
    }
  }

  /** Reads new records back and hashes them: one flipped bit under a signature ends a log. */
  private void rereadNew() throws IOException {
    for (WalFormat.Batch record : wal.reread()) {
      if (record.first() == reread.size()) {
        record.entries().forEach(entry -> reread.append(MerkleTree.leafHash(entry)));
      }
    }
    if (reread.size() != tree.size() || !reread.root().equals(tree.root(tree.size()))) {
      throw new LogException(
          LogException.Reason.DAMAGED, "the write-ahead log reads back other bytes than written");
    }
  }

  SignedCheckpoint publish() throws IOException {
    SignedCheckpoint last = signed();
    if (tree.size() == last.size()) {
      return last;
    }
    rereadNew();
    LogRecovery.requireExtends(tree, last.checkpoint(), "the last signed checkpoint");
    LogHead next = sign(key, options, tree, head.time());
    // Compare and swap: if the lock ever failed us, the other writer's head is not overwritten.
    if (!Arrays.equals(Files.readAllBytes(layout.head()), head.bytes())) {
      throw new LogException(
          LogException.Reason.CONTRADICTION, "another writer replaced the file head");
    }
    // Crash before this: the signature was seen by nobody. After: it stands, and is republished.
    files.replace(layout.head(), next.bytes());
    head = next;
    replacePublic();
    return signed();
  }

  private void replacePublic() throws IOException {
    byte[] note = head.note().bytes();
    Path file = layout.checkpoint();
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), note)) {
      files.replace(file, note);
    }
  }

  @Override
  public void close() throws IOException {
    wal.close();
  }
}

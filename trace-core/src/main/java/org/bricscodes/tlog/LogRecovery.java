package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Brings a log directory back, or refuses. It repairs nothing but a write that was never
 * acknowledged; whatever else does not fit means that data was lost, restored from a backup or
 * replaced, and signing on top of it would fork the log.
 */
final class LogRecovery {

  private final LogLayout layout;
  private final TrustedLog self;
  private final LogOptions options;
  private final LogFiles files;

  LogRecovery(LogLayout layout, VerifierKey key, LogOptions options, LogFiles files) {
    this.layout = layout;
    this.self = TrustedLog.of(key);
    this.options = options;
    this.files = files;
  }

  /**
   * What is ready to be written to.
   *
   * @param head empty if the log was never signed, and then holds nothing
   */
  record Recovered(Wal wal, LogTree tree, Optional<LogHead> head) {}

  Recovered recover() throws IOException {
    Optional<LogHead> head = readHead();
    return head.isPresent() ? recoverSigned(head.get()) : startFresh();
  }

  private Optional<LogHead> readHead() throws IOException {
    if (!Files.exists(layout.head())) {
      return Optional.empty();
    }
    try {
      return Optional.of(LogHead.parse(Files.readAllBytes(layout.head())));
    } catch (IllegalArgumentException | NoteException e) {
      throw new LogException(LogException.Reason.DAMAGED, "the file head cannot be read", e);
    }
  }

  /** A first start, or one cut short: the head is written last, so nothing else may exist. */
  private Recovered startFresh() throws IOException {
    if (Files.exists(layout.checkpoint()) || Files.exists(layout.tiles())) {
      throw contradiction("there is a log but its file head is missing");
    }
    LogTree tree = LogTree.over(new TileStore(layout.directory(), options.cachedTiles()), 0);
    if (Wal.segments(layout.wal()).isEmpty()) {
      return new Recovered(Wal.create(layout.wal(), files, options), tree, Optional.empty());
    }
    Wal.Recovered found = Wal.recover(layout.wal(), files, options);
    if (found.first() != 0 || !found.entries().isEmpty()) {
      found.wal().close();
      throw contradiction("there are entries but the file head is missing");
    }
    return new Recovered(found.wal(), tree, Optional.empty());
  }

  private Recovered recoverSigned(LogHead head) throws IOException {
    SignedCheckpoint signed = verifyHead(head);
    if (options.clock().instant().isBefore(head.time())) {
      throw new LogException(
          LogException.Reason.CLOCK_BEHIND,
          "the clock stands before the last signed checkpoint of " + head.time());
    }
    Wal.Recovered found = Wal.recover(layout.wal(), files, options);
    try {
      LogTree tree = rebuild(found);
      requireExtends(tree, signed.checkpoint(), "the last signed checkpoint");
      requirePublicNotAhead(tree, signed);
      return new Recovered(found.wal(), tree, Optional.of(head));
    } catch (IOException | RuntimeException e) {
      found.wal().close();
      throw e;
    }
  }

  private SignedCheckpoint verifyHead(LogHead head) {
    try {
      return self.verify(head.note());
    } catch (NoteException e) {
      throw new LogException(
          LogException.Reason.CONTRADICTION,
          "the last checkpoint in the file head was not signed by this key: " + e.getMessage(),
          e);
    }
  }

  /** Tiles up to the last boundary before the write-ahead log, then entry by entry. */
  private LogTree rebuild(Wal.Recovered found) {
    var tiles = new TileStore(layout.directory(), options.cachedTiles());
    long boundary = found.first() / TilePath.FULL * TilePath.FULL;
    LogTree tree = LogTree.over(tiles, boundary);
    int before = (int) (found.first() - boundary);
    if (before > 0) {
      List<byte[]> bundle = tiles.bundle(boundary / TilePath.FULL);
      tree.tail().append(bundle.subList(0, before));
    }
    tree.tail().append(found.entries());
    return tree;
  }

  /** The file that readers see is written after the head, so it may be behind but never ahead. */
  private void requirePublicNotAhead(LogTree tree, SignedCheckpoint signed) throws IOException {
    if (!Files.exists(layout.checkpoint())) {
      return;
    }
    try {
      Checkpoint seen = self.verify(Files.readAllBytes(layout.checkpoint())).checkpoint();
      if (seen.size() > signed.size()) {
        throw contradiction("the public checkpoint is larger than the last signed one");
      }
      requireExtends(tree, seen, "the public checkpoint");
    } catch (NoteException e) {
      throw new LogException(
          LogException.Reason.CONTRADICTION,
          "the public checkpoint was not signed by this key: " + e.getMessage(),
          e);
    }
  }

  /** Refuses unless the tree has at least the checkpoint's size and, there, its root. */
  static void requireExtends(LogTree tree, Checkpoint known, String what) {
    if (known.size() > tree.size()) {
      throw contradiction(
          what + " has " + known.size() + " entries, the stored log only " + tree.size());
    }
    if (!tree.root(known.size()).equals(known.root())) {
      throw contradiction(what + " has another root at size " + known.size());
    }
  }

  private static LogException contradiction(String message) {
    return new LogException(LogException.Reason.CONTRADICTION, message);
  }
}

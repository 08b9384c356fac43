package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A log directory as readers see it. A stored file is returned as it is. What our own log has not
 * put into a tile yet is taken from its write-ahead log; what should be in a tile file is never
 * made up, so that a lost file shows.
 */
final class DirectorySource implements LogSource {

  private static final int MAX_PARTIALS = 100_000;
  private static final int ATTEMPTS = 3;

  private final LogLayout layout;
  private WalTail tail = new WalTail(0, List.of());

  DirectorySource(Path directory) {
    this.layout = new LogLayout(directory);
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws IOException {
    Optional<byte[]> body = find(path, maxBytes);
    if (body.isPresent() && body.get().length > maxBytes) {
      throw new IOException("has more than " + maxBytes + " bytes");
    }
    return body;
  }

  private Optional<byte[]> find(String path, int maxBytes) throws IOException {
    if (path.equals(LogLayout.CHECKPOINT)) {
      return file(path, maxBytes);
    }
    Optional<TilePath> parsed = TilePath.parse(path);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    TilePath tile = parsed.get();
    // A running log writes the file first and then cuts its write-ahead log, so one of the three
    // looks finds what exists.
    Optional<byte[]> body = stored(tile);
    if (body.isEmpty()) {
      body = fromTail(tile, currentTail(tile));
    }
    return body.isPresent() ? body : stored(tile);
  }

  private Optional<byte[]> stored(TilePath tile) throws IOException {
    Optional<byte[]> exact = file(tile.toString(), EntryBundle.MAX_BYTES);
    if (exact.isPresent() || !tile.isPartial()) {
      return exact;
    }
    Optional<byte[]> full = file(tile.toFull().toString(), EntryBundle.MAX_BYTES);
    return full.map(bytes -> prefix(bytes, tile));
  }

  /** A full body that is broken is returned whole: whoever checks it will say how. */
  private static byte[] prefix(byte[] full, TilePath tile) {
    if (tile.level() >= 0) {
      return Arrays.copyOf(full, Math.min(full.length, tile.width() * Digest.BYTES));
    }
    try {
      return EntryBundle.encode(EntryBundle.decodePrefix(ByteBuffer.wrap(full), tile.width()));
    } catch (IllegalArgumentException e) {
      return full;
    }
  }

  private Optional<byte[]> fromTail(TilePath tile, WalTail from) throws IOException {
    // Partials above the leaves are in no file, wherever the write-ahead log begins.
    boolean everStored = tile.level() <= 0 || !tile.isPartial();
    if (!tile.isWithin(from.end()) || (everStored && tile.entriesEnd() <= from.first())) {
      return Optional.empty();
    }
    if (tile.level() > 0) {
      return rootsBelow(tile);
    }
    List<byte[]> entries = new ArrayList<>();
    long start = tile.index() * TilePath.FULL;
    List<byte[]> before = start < from.first() ? storedEntries(tile) : List.of();
    for (long index = start; index < start + tile.width(); index++) {
      boolean inTail = index >= from.first();
      if (!inTail && before.isEmpty()) {
        return Optional.empty();
      }
      entries.add(inTail ? from.entry(index) : before.get((int) (index - start)));
    }
    return Optional.of(tile.level() < 0 ? EntryBundle.encode(entries) : leafHashes(entries));
  }

  private List<byte[]> storedEntries(TilePath tile) throws IOException {
    String path = TilePath.full(TilePath.ENTRIES, tile.index()).toString();
    Optional<byte[]> bundle = file(path, EntryBundle.MAX_BYTES);
    try {
      return bundle.isEmpty()
          ? List.of()
          : EntryBundle.decode(ByteBuffer.wrap(bundle.get()), TilePath.FULL);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + " " + e.getMessage(), e);
    }
  }

  private static byte[] leafHashes(List<byte[]> entries) {
    ByteBuffer hashes = ByteBuffer.allocate(entries.size() * Digest.BYTES);
    entries.forEach(entry -> hashes.put(MerkleTree.leafHash(entry).bytes()));
    return hashes.array();
  }

  private Optional<byte[]> rootsBelow(TilePath tile) throws IOException {
    ByteBuffer roots = ByteBuffer.allocate(tile.width() * Digest.BYTES);
    for (int slot = 0; slot < tile.width(); slot++) {
      TilePath below = TilePath.full(tile.level() - 1, tile.index() * TilePath.FULL + slot);
      Optional<byte[]> hashes = find(below.toString(), TileNodes.SLOT_BYTES);
      if (hashes.isEmpty() || hashes.get().length != TileNodes.SLOT_BYTES) {
        return Optional.empty();
      }
      roots.put(new TileNodes(hashes.get()).root().bytes());
    }
    return Optional.of(roots.array());
  }

  /** The write-ahead log as last read, or read again if it may have what is looked for. */
  private synchronized WalTail currentTail(TilePath tile) throws IOException {
    for (int attempt = 1; !tile.isWithin(tail.end()); attempt++) {
      try {
        tail = WalTail.read(layout.wal());
        return tail;
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        } // deleted between listing and reading: list again
      }
    }
    return tail;
  }

  private Optional<byte[]> file(String path, int maxBytes) throws IOException {
    Path file = layout.directory().resolve(path);
    try {
      if (Files.size(file) > maxBytes) {
        throw new IOException("has more than " + maxBytes + " bytes");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> storedPartials() throws IOException {
    if (!Files.isDirectory(layout.tiles())) {
      return List.of();
    }
    var partials = new PartialFinder(layout.directory(), MAX_PARTIALS);
    Files.walkFileTree(layout.tiles(), partials);
    return partials.found();
  }
}

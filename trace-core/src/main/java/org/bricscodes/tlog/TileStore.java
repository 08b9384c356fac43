package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The full tiles and bundles in a log directory, which never change. Thread-safe. */
final class TileStore {

  private final Path directory;
  private final Map<TilePath, TileNodes> cache;

  TileStore(Path directory, int cachedTiles) {
    this.directory = directory;
    this.cache = new LeastRecentlyUsed(cachedTiles);
  }

  Path file(TilePath tile) {
    return directory.resolve(tile.toString());
  }

  /** The full hash tile {@code index} of a level. */
  TileNodes tile(int level, long index) {
    TilePath path = TilePath.full(level, index);
    synchronized (cache) {
      TileNodes cached = cache.get(path);
      if (cached != null) {
        return cached;
      }
    }
    TileNodes read = readTile(path);
    synchronized (cache) {
      cache.put(path, read);
    }
    return read;
  }

  /** The same from the file, whatever is cached. */
  TileNodes readTile(TilePath path) {
    byte[] bytes = read(path);
    if (bytes.length != TileNodes.SLOT_BYTES) {
      throw damaged(path, "has " + bytes.length + " bytes, not 8192");
    }
    return new TileNodes(bytes);
  }

  /** The 256 entries of a full bundle. */
  List<byte[]> bundle(long index) {
    TilePath path = TilePath.full(TilePath.ENTRIES, index);
    try {
      return EntryBundle.decode(ByteBuffer.wrap(read(path)), TilePath.FULL);
    } catch (IllegalArgumentException e) {
      throw new LogException(LogException.Reason.DAMAGED, path + " " + e.getMessage(), e);
    }
  }

  /** Reads a bundle and its tile back, and refuses unless one hashes to the other. */
  TileNodes verifyBundle(long index) {
    TilePath path = TilePath.full(0, index);
    TileNodes tile = readTile(path);
    int slot = 0;
    for (byte[] entry : bundle(index)) {
      if (!MerkleTree.leafHash(entry).equals(tile.node(0, slot))) {
        throw damaged(path, "does not hold the hash of entry " + (index * TilePath.FULL + slot));
      }
      slot++;
    }
    return tile;
  }

  private byte[] read(TilePath path) {
    try {
      return Files.readAllBytes(file(path));
    } catch (NoSuchFileException e) {
      throw new LogException(LogException.Reason.DAMAGED, path + " is missing", e);
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, path + " cannot be read", e);
    }
  }

  private static LogException damaged(TilePath path, String what) {
    return new LogException(LogException.Reason.DAMAGED, path + " " + what);
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<TilePath, TileNodes> {
    private static final long serialVersionUID = 1L;
    private final int capacity;

    LeastRecentlyUsed(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<TilePath, TileNodes> eldest) {
      return size() > capacity;
    }
  }
}

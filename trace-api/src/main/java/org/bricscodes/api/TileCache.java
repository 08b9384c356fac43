package org.bricscodes.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.tlog.LogSource;

/**
 * A log's resources with its tiles kept for a while, and the checkpoint that no witness is waited
 * for in place of the published one. A tile of a name never changes; what is kept is proven by
 * whoever reads it, as what comes new. Safe for use from any thread.
 */
final class TileCache implements LogSource {

  private static final int MAX_TILES = 128;
  private static final String CHECKPOINT = "checkpoint";

  private final LogSource source;
  private final Map<String, byte[]> tiles = new LinkedHashMap<>(); // guarded by itself

  /**
   * @param source closed with this
   */
  TileCache(LogSource source) {
    this.source = source;
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws IOException {
    if (path.equals(CHECKPOINT)) {
      return source.read(CHECKPOINT + '?' + LogDoors.SETTLED + "=true", maxBytes);
    }
    synchronized (tiles) {
      byte[] kept = tiles.get(path);
      if (kept != null && kept.length <= maxBytes) {
        return Optional.of(kept.clone());
      }
    }
    Optional<byte[]> read = source.read(path, maxBytes);
    read.ifPresent(tile -> keep(path, tile.clone()));
    return read;
  }

  /** Forgets everything: what was read proved to be wrong. */
  void clear() {
    synchronized (tiles) {
      tiles.clear();
    }
  }

  @Override
  public void close() {
    source.close();
  }

  private void keep(String path, byte[] tile) {
    synchronized (tiles) {
      tiles.put(path, tile);
      if (tiles.size() > MAX_TILES) {
        tiles.remove(tiles.keySet().iterator().next());
      }
    }
  }
}

package org.bricscodes.tlog;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The readable tree: tile files on the left, the tail in memory on the right. Thread-safe. */
final class LogTree implements NodeSource {

  private static final int TILE_HEIGHT = 8;

  private final TileStore tiles;
  private final LogTail tail;

  private LogTree(TileStore tiles, LogTail tail) {
    this.tiles = tiles;
    this.tail = tail;
  }

  /** The tree over {@code start} entries, a multiple of 256, whose right-edge tiles are re-read. */
  static LogTree over(TileStore tiles, long start) {
    var tail = new LogTail(start);
    if (start > 0) {
      tiles.verifyBundle(start / TilePath.FULL - 1);
    }
    for (int level = Long.SIZE / TILE_HEIGHT - 1; level > 0; level--) {
      long end = TilePath.hashesAt(level, start);
      for (long i = end / TilePath.FULL * TilePath.FULL; i < end; i++) {
        tail.seed(level, tiles.readTile(TilePath.full(level - 1, i)).root());
      }
    }
    return new LogTree(tiles, tail);
  }

  LogTail tail() {
    return tail;
  }

  TileStore tiles() {
    return tiles;
  }

  long size() {
    return tail.size();
  }

  @Override
  public Digest node(int height, long index) {
    return tail.node(height, index).orElseGet(() -> storedNode(height, index));
  }

  // What is no longer in the tail is in a durable tile: it left after the file was there.
  private Digest storedNode(int height, long index) {
    int above = height % TILE_HEIGHT;
    long slot = index << above;
    TileNodes tile = tiles.tile(height / TILE_HEIGHT, slot / TilePath.FULL);
    return tile.node(above, (int) (slot % TilePath.FULL) >>> above);
  }

  byte[] entry(long index) {
    return tail.entry(index)
        .map(byte[]::clone)
        .orElseGet(() -> tiles.bundle(index / TilePath.FULL).get((int) (index % TilePath.FULL)));
  }

  /** The entries from {@code index} to the end of its bundle or of the log. */
  List<byte[]> entriesFrom(long index) {
    long bundle = index / TilePath.FULL;
    // Asked before the tail is: a bundle that leaves the tail meanwhile is in its file by then.
    long end = Math.min((bundle + 1) * TilePath.FULL, size());
    if (tail.entry(index).isEmpty()) {
      List<byte[]> stored = tiles.bundle(bundle);
      return List.copyOf(stored.subList((int) (index % TilePath.FULL), stored.size()));
    }
    return LongStream.range(index, end).mapToObj(this::entry).toList();
  }

  /** The bytes of a tile or bundle whose content exists. */
  byte[] tile(TilePath path) {
    return tail.tile(path).orElseGet(() -> storedTile(path));
  }

  private byte[] storedTile(TilePath path) {
    if (path.level() >= 0) {
      return tiles.tile(path.level(), path.index()).slots(path.width());
    }
    List<byte[]> entries = tiles.bundle(path.index());
    return EntryBundle.encode(entries.subList(0, path.width()));
  }

  /** The tile's bytes if it lies within the first {@code size} entries. */
  Optional<byte[]> tileWithin(TilePath path, long size) {
    return path.isWithin(size) ? Optional.of(tile(path)) : Optional.empty();
  }
}

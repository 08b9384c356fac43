package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is durable but may not be in full tile files yet: the last entries, and for every height the
 * nodes from the last tile boundary on. Readers ask here first and go to the files for what has
 * left. Thread-safe; one thread appends.
 */
final class LogTail {

  private static final int HEIGHTS = 64;
  private static final int TILE_HEIGHT = 8;

  private final NodeColumn[] columns = new NodeColumn[HEIGHTS];
  private final TreeHasher hasher = new TreeHasher();
  private final byte[] scratch = new byte[Digest.BYTES];
  private final List<byte[]> entries = new ArrayList<>();
  private long entryBytes;

  /** A tail that starts behind {@code start} entries, a multiple of 256, all in tile files. */
  LogTail(long start) {
    for (int height = 0; height < HEIGHTS; height++) {
      columns[height] = new NodeColumn();
      columns[height].startAt(boundary(start, height));
    }
  }

  /** First node of this height that is not in a full tile of a log of {@code size} entries. */
  private static long boundary(long size, int height) {
    int level = height / TILE_HEIGHT;
    long tiles = TilePath.hashesAt(level, size) / TilePath.FULL;
    return (tiles * TilePath.FULL) >>> (height % TILE_HEIGHT);
  }

  synchronized long size() {
    return columns[0].end();
  }

  /** Index of the first entry held. */
  synchronized long first() {
    return columns[0].first();
  }

  synchronized long entryBytes() {
    return entryBytes;
  }

  synchronized void append(List<byte[]> batch) {
    byte[] leaf = new byte[Digest.BYTES];
    for (byte[] entry : batch) {
      hasher.leaf(entry, 0, entry.length, leaf, 0);
      entries.add(entry);
      entryBytes += entry.length;
      push(0, leaf);
    }
  }

  /** At start-up: adds the root of a full tile of the level below to the right edge. */
  synchronized void seed(int level, Digest root) {
    push(level * TILE_HEIGHT, root.bytes());
  }

  private void push(int height, byte[] hash) {
    columns[height].add(hash);
    for (int at = height; (columns[at].end() & 1) == 0; at++) {
      columns[at].hashLastPair(hasher, scratch);
      columns[at + 1].add(scratch);
    }
  }

  synchronized Optional<Digest> node(int height, long index) {
    NodeColumn column = columns[height];
    return index < column.first() ? Optional.empty() : Optional.of(column.get(index));
  }

  synchronized Optional<byte[]> entry(long index) {
    long at = index - columns[0].first();
    return at < 0 ? Optional.empty() : Optional.of(entries.get((int) at));
  }

  /** The bytes of a tile or bundle whose content exists, if it is still here. */
  synchronized Optional<byte[]> tile(TilePath path) {
    NodeColumn column = columns[Math.max(path.level(), 0) * TILE_HEIGHT];
    long from = path.index() * TilePath.FULL;
    if (from < column.first()) {
      return Optional.empty();
    }
    if (path.level() >= 0) {
      return Optional.of(column.slice(from, path.width()));
    }
    int at = (int) (from - column.first());
    return Optional.of(EntryBundle.encode(entries.subList(at, at + path.width())));
  }

  /** Full tiles and bundles held, bundles first, then level by level. */
  synchronized List<TilePath> fullTiles() {
    List<TilePath> full = new ArrayList<>();
    for (int level = TilePath.ENTRIES; level < HEIGHTS / TILE_HEIGHT; level++) {
      NodeColumn column = columns[Math.max(level, 0) * TILE_HEIGHT];
      for (long at = column.first(); at + TilePath.FULL <= column.end(); at += TilePath.FULL) {
        full.add(TilePath.full(level, at / TilePath.FULL));
      }
    }
    return full;
  }

  /** Forgets what full tiles hold; they must all be durable and readable. */
  synchronized void dropFullTiles() {
    long size = columns[0].end();
    int dropped = (int) (boundary(size, 0) - columns[0].first());
    List<byte[]> gone = entries.subList(0, dropped);
    entryBytes -= gone.stream().mapToLong(entry -> entry.length).sum();
    gone.clear();
    for (int height = 0; height < HEIGHTS; height++) {
      columns[height].dropBelow(boundary(size, height));
    }
  }
}

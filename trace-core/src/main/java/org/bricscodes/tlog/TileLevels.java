package org.bricscodes.tlog;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** The tiles above level 0, rebuilt from the roots of the tiles below and compared on the way. */
final class TileLevels {

  private static final int LEVELS = 8;

  private final TileCheck tiles;
  private final Consumer<AuditFinding> findings;
  private final byte[][] slots = new byte[LEVELS][];
  private final int[] widths = new int[LEVELS];
  private final long[] indices = new long[LEVELS];

  TileLevels(TileCheck tiles, Consumer<AuditFinding> findings) {
    this.tiles = tiles;
    this.findings = findings;
    Arrays.setAll(slots, level -> new byte[TileNodes.SLOT_BYTES]);
  }

  /** Adds the root of the next full tile of the level below. */
  void add(int level, Digest root) {
    root.copyTo(slots[level], widths[level] * Digest.BYTES);
    widths[level]++;
    if (widths[level] == TilePath.FULL) {
      check(level);
      add(level + 1, new TileNodes(slots[level]).root());
      widths[level] = 0;
      indices[level]++;
    }
  }

  /** Compares the partial tiles at the right edge. */
  void finish() {
    for (int level = 1; level < LEVELS; level++) {
      if (widths[level] > 0) {
        check(level);
      }
    }
  }

  private void check(int level) {
    TilePath path = new TilePath(level, indices[level], widths[level]);
    byte[] expected = Arrays.copyOf(slots[level], widths[level] * Digest.BYTES);
    Optional<AuditFinding> finding = tiles.check(path, expected);
    finding.ifPresent(findings);
  }
}

package org.bricscodes.tlog;

import java.util.Arrays;

/** One full tile with every node inside it: 256 slots, then 128, …, then its root. Immutable. */
final class TileNodes {

  static final int SLOT_BYTES = TilePath.FULL * Digest.BYTES;
  private static final int HEIGHT = 8;

  private final byte[] nodes = new byte[(2 * TilePath.FULL - 1) * Digest.BYTES];

  TileNodes(byte[] slots) {
    System.arraycopy(slots, 0, nodes, 0, SLOT_BYTES);
    var hasher = new TreeHasher();
    int below = 0;
    for (int parent = TilePath.FULL; parent < 2 * TilePath.FULL - 1; parent++) {
      int left = below * Digest.BYTES;
      hasher.node(nodes, left, nodes, left + Digest.BYTES, nodes, parent * Digest.BYTES);
      below += 2;
    }
  }

  /** Node {@code index} among those {@code height} above the slots. */
  Digest node(int height, int index) {
    int start = 2 * TilePath.FULL - ((2 * TilePath.FULL) >>> height);
    return Digest.at(nodes, (start + index) * Digest.BYTES);
  }

  Digest root() {
    return node(HEIGHT, 0);
  }

  /** The tile as served: its first {@code width} hashes. */
  byte[] slots(int width) {
    return Arrays.copyOf(nodes, width * Digest.BYTES);
  }
}

package org.bricscodes.tlog;

import java.util.Arrays;

/** Consecutive nodes of one height at the right edge of a tree. Not thread-safe. */
final class NodeColumn {

  private byte[] nodes = new byte[0];
  private long first;
  private int count;

  /** Index of the first node held. */
  long first() {
    return first;
  }

  /** Index behind the last node held: how many complete nodes the tree has at this height. */
  long end() {
    return first + count;
  }

  /** Sets where an empty column starts. */
  void startAt(long index) {
    if (count != 0) {
      throw new IllegalStateException("a column that holds nodes has its start");
    }
    first = index;
  }

  void add(byte[] hash) {
    if (nodes.length < (count + 1) * Digest.BYTES) {
      nodes = Arrays.copyOf(nodes, Math.max(TileNodes.SLOT_BYTES, 2 * nodes.length));
    }
    System.arraycopy(hash, 0, nodes, count * Digest.BYTES, Digest.BYTES);
    count++;
  }

  Digest get(long index) {
    return Digest.at(nodes, offset(index));
  }

  byte[] slice(long from, int width) {
    int start = offset(from);
    return Arrays.copyOfRange(nodes, start, start + width * Digest.BYTES);
  }

  /** The parent of the last two nodes. */
  void hashLastPair(TreeHasher hasher, byte[] out) {
    int left = (count - 2) * Digest.BYTES;
    hasher.node(nodes, left, nodes, left + Digest.BYTES, out, 0);
  }

  void dropBelow(long index) {
    int dropped = Math.toIntExact(index - first);
    System.arraycopy(nodes, dropped * Digest.BYTES, nodes, 0, (count - dropped) * Digest.BYTES);
    first = index;
    count -= dropped;
  }

  private int offset(long index) {
    return Math.toIntExact(index - first) * Digest.BYTES;
  }
}

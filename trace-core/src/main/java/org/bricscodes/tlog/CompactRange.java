package org.bricscodes.tlog;

/**
 * The right edge of a growing tree: the roots of the perfect subtrees named by the binary digits of
 * its size, 32 bytes each. Appending costs one node hash on average. Not thread-safe.
 */
final class CompactRange {

  private static final int MAX_HEIGHT = 63;

  private final TreeHasher hasher = new TreeHasher();
  private final byte[] edge = new byte[MAX_HEIGHT * Digest.BYTES];
  private int depth;
  private long size;

  /** The right edge of an existing tree. */
  static CompactRange of(long size, NodeSource nodes) {
    var range = new CompactRange();
    for (int height = MAX_HEIGHT - 1; height >= 0; height--) {
      if (((size >>> height) & 1) == 1) {
        range.appendSubtree(height, nodes.node(height, range.size >>> height));
      }
    }
    return range;
  }

  long size() {
    return size;
  }

  void append(Digest leafHash) {
    appendSubtree(0, leafHash);
  }

  /**
   * Appends the root of a perfect subtree of {@code 2^height} leaves; the size so far must be a
   * multiple of that.
   */
  void appendSubtree(int height, Digest root) {
    long leaves = 1L << height;
    if ((size & (leaves - 1)) != 0) {
      throw new IllegalStateException("a subtree starts at a multiple of its own size");
    }
    root.copyTo(edge, depth * Digest.BYTES);
    depth++;
    long carries = size >>> height;
    while ((carries & 1) == 1) {
      depth--;
      int right = depth * Digest.BYTES;
      int left = right - Digest.BYTES;
      hasher.node(edge, left, edge, right, edge, left);
      carries >>>= 1;
    }
    size += leaves;
  }

  Digest root() {
    if (depth == 0) {
      return MerkleTree.emptyRoot();
    }
    Digest root = Digest.at(edge, (depth - 1) * Digest.BYTES);
    for (int i = depth - 2; i >= 0; i--) {
      root = hasher.node(Digest.at(edge, i * Digest.BYTES), root);
    }
    return root;
  }
}

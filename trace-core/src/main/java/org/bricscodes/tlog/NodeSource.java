package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Complete nodes of a tree, and the roots and proofs that follow from them. */
@FunctionalInterface
interface NodeSource {

  /**
   * Root of the perfect subtree of leaves {@code [index << height, (index + 1) << height)}, all of
   * which exist.
   */
  Digest node(int height, long index);

  /** Root of the first {@code size} leaves. */
  default Digest root(long size) {
    return size == 0 ? MerkleTree.emptyRoot() : range(0, size);
  }

  /** {@code MTH(D[from:to])}; {@code from} is a multiple of a power of two not below the length. */
  private Digest range(long from, long to) {
    List<Digest> perfect = new ArrayList<>();
    for (long at = from; at < to; ) {
      int height = Long.SIZE - 1 - Long.numberOfLeadingZeros(to - at);
      perfect.add(node(height, at >>> height));
      at += 1L << height;
    }
    var hasher = new TreeHasher();
    Digest root = perfect.removeLast();
    while (!perfect.isEmpty()) {
      root = hasher.node(perfect.removeLast(), root);
    }
    return root;
  }

  /** RFC 9162 §2.1.3.1, with {@code 0 <= index < size}. */
  default InclusionProof inclusion(long index, long size) {
    List<Digest> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long split = from + Long.highestOneBit(to - from - 1);
      if (index < split) {
        path.add(range(split, to));
        to = split;
      } else {
        path.add(range(from, split));
        from = split;
      }
    }
    return new InclusionProof(index, size, path.reversed());
  }

  /** {@link BatchInclusionProof}, with {@code 0 <= indices < size}, strictly increasing. */
  default BatchInclusionProof inclusion(List<Long> indices, long size) {
    List<Digest> nodes = new ArrayList<>();
    addWithout(indices, 0, size, nodes);
    return new BatchInclusionProof(size, indices, nodes);
  }

  /** Adds the roots of the largest subtrees of {@code [from, to)} that hold no index. */
  private void addWithout(List<Long> indices, long from, long to, List<Digest> nodes) {
    if (indices.isEmpty()) {
      nodes.add(range(from, to));
    } else if (to - from > 1) {
      long split = from + Long.highestOneBit(to - from - 1);
      int found = Collections.binarySearch(indices, split);
      int right = found < 0 ? -found - 1 : found;
      addWithout(indices.subList(0, right), from, split, nodes);
      addWithout(indices.subList(right, indices.size()), split, to, nodes);
    }
  }

  /** RFC 9162 §2.1.4.1, with {@code 0 < oldSize <= newSize}. */
  default ConsistencyProof consistency(long oldSize, long newSize) {
    List<Digest> path = new ArrayList<>();
    long from = 0;
    long to = newSize;
    while (oldSize < to) {
      long split = from + Long.highestOneBit(to - from - 1);
      if (oldSize <= split) {
        path.add(range(split, to));
        to = split;
      } else {
        path.add(range(from, split));
        from = split;
      }
    }
    if (from > 0) {
      path.add(range(from, to)); // else it is the old root, which the verifier has
    }
    return new ConsistencyProof(oldSize, newSize, path.reversed());
  }
}

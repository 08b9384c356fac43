package org.bricscodes.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Trees over the ASCII entries {@code e0}, {@code e1}, …, hashed the slow, literal way. */
final class Trees {

  private Trees() {}

  static byte[] entry(long index) {
    return ("e" + index).getBytes(StandardCharsets.US_ASCII);
  }

  static List<byte[]> entries(long from, long to) {
    return LongStream.range(from, to).mapToObj(Trees::entry).toList();
  }

  static List<Digest> leaves(int size) {
    return entries(0, size).stream().map(MerkleTree::leafHash).toList();
  }

  /** RFC 9162 §2.1.1, word for word. */
  static Digest root(List<Digest> leaves) {
    if (leaves.isEmpty()) {
      return Digest.sha256();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return MerkleTree.nodeHash(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  /** RFC 9162 §2.1.3.1, word for word. */
  static List<Digest> path(int m, List<Digest> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    List<Digest> left = leaves.subList(0, k);
    List<Digest> right = leaves.subList(k, leaves.size());
    List<Digest> path = new ArrayList<>(m < k ? path(m, left) : path(m - k, right));
    path.add(root(m < k ? right : left));
    return path;
  }

  /** Nodes of the tree over {@code leaves}. */
  static NodeSource nodes(List<Digest> leaves) {
    return (height, index) -> {
      int from = (int) (index << height);
      return root(leaves.subList(from, from + (1 << height)));
    };
  }
}

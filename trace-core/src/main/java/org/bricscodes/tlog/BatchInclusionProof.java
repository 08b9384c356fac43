package org.bricscodes.tlog;

import java.util.List;

/**
 * Proof that several leaves belong to the tree of {@code size} leaves, each hash it needs told
 * once. Holding one says nothing yet: {@link #verify} does.
 *
 * <p>{@code nodes} are the roots of the largest subtrees that hold none of the leaves, from left to
 * right. With the tree and its subtrees of RFC 9162 §2.1.1, and M the indices:
 *
 * <pre>
 * BATCH(M, D[n]) = MTH(D[n])                                 if M is empty
 *                = nothing                                   if n = 1
 *                = BATCH(those of M below k, D[0:k]),
 *                  BATCH(the others less k, D[k:n])          with k the largest power of two &lt; n
 * </pre>
 *
 * <p>A verifier rebuilds the root the same way round: it takes a leaf hash or a node, whichever is
 * due, and in the end nothing may be left. Which is due follows from the indices and the size
 * alone, so a proof has one form, and its length says nothing that is trusted. For one leaf the
 * nodes are those of {@link InclusionProof}, in another order.
 *
 * @param size number of leaves; take it from a verified checkpoint only
 * @param indices zero-based leaf indices, strictly increasing, at least one
 * @param nodes hashes from left to right
 */
public record BatchInclusionProof(long size, List<Long> indices, List<Digest> nodes) {

  public BatchInclusionProof {
    indices = List.copyOf(indices);
    nodes = List.copyOf(nodes);
  }

  /**
   * Returns normally if, and only if, the proof leads from the leaf hashes to {@code root}.
   *
   * @param leafHashes one for each index, in their order
   * @throws ProofException naming the first check that failed
   */
  public void verify(List<Digest> leafHashes, Digest root) {
    if (leafHashes.size() != indices.size()) {
      throw new ProofException(
          ProofException.Reason.INDICES_OUT_OF_ORDER, "there must be a leaf hash for each index");
    }
    requireIndices();
    if (!root(leafHashes).equals(root)) {
      throw new ProofException(
          ProofException.Reason.ROOT_MISMATCH, "the batch proof does not lead to the root");
    }
  }

  /** The root it leads to from sound indices; with none of them, the only node. */
  Digest root(List<Digest> leafHashes) {
    var rebuild = new Rebuild(leafHashes);
    Digest rebuilt = rebuild.root(0, size);
    if (rebuild.nodesTaken < nodes.size()) {
      throw new ProofException(
          ProofException.Reason.PATH_TOO_LONG, "the batch proof has too many hashes");
    }
    return rebuilt;
  }

  private void requireIndices() {
    if (indices.isEmpty()) {
      throw new ProofException(
          ProofException.Reason.INDICES_OUT_OF_ORDER, "a batch proof is about one leaf at least");
    }
    long before = -1;
    for (long index : indices) {
      if (index < 0 || index >= size) {
        throw new ProofException(
            ProofException.Reason.INDEX_OUT_OF_RANGE,
            "every leaf index must lie below the tree size");
      }
      if (index <= before) {
        throw new ProofException(
            ProofException.Reason.INDICES_OUT_OF_ORDER, "leaf indices must increase strictly");
      }
      before = index;
    }
  }

  /** One walk over the tree from left to right; deep as the tree, at most 63 calls. */
  private final class Rebuild {

    private final TreeHasher hasher = new TreeHasher();
    private final List<Digest> leafHashes;
    private int leavesTaken;
    private int nodesTaken;

    Rebuild(List<Digest> leafHashes) {
      this.leafHashes = leafHashes;
    }

    /** Root of the leaves from {@code from} to below {@code to}. */
    Digest root(long from, long to) {
      if (leavesTaken == indices.size() || indices.get(leavesTaken) >= to) {
        return node();
      }
      if (to - from == 1) {
        return leafHashes.get(leavesTaken++);
      }
      long split = from + Long.highestOneBit(to - from - 1);
      Digest left = root(from, split);
      return hasher.node(left, root(split, to));
    }

    private Digest node() {
      if (nodesTaken == nodes.size()) {
        throw new ProofException(
            ProofException.Reason.PATH_TOO_SHORT, "the batch proof lacks hashes");
      }
      return nodes.get(nodesTaken++);
    }
  }
}

package org.bricscodes.tlog;

import java.util.List;

/**
 * Proof that the leaf at {@code index} belongs to the tree of {@code size} leaves (RFC 9162
 * §2.1.3). Holding one says nothing yet: {@link #verify} does.
 *
 * @param index zero-based leaf index
 * @param size number of leaves; take it from a verified checkpoint only
 * @param path sibling hashes, leaf side first
 */
public record InclusionProof(long index, long size, List<Digest> path) {

  public InclusionProof {
    path = List.copyOf(path);
  }

  /**
   * Returns normally if, and only if, the proof leads from {@code leafHash} to {@code root} (RFC
   * 9162 §2.1.3.2).
   *
   * @throws ProofException naming the first check that failed
   */
  public void verify(Digest leafHash, Digest root) {
    if (index < 0 || size < 0 || index >= size) {
      throw new ProofException(
          ProofException.Reason.INDEX_OUT_OF_RANGE, "the leaf index must lie below the tree size");
    }
    var hasher = new TreeHasher();
    long fn = index;
    long sn = size - 1;
    Digest hash = leafHash;
    for (Digest sibling : path) {
      if (sn == 0) {
        throw new ProofException(
            ProofException.Reason.PATH_TOO_LONG, "the inclusion path has too many hashes");
      }
      if ((fn & 1) == 1 || fn == sn) {
        hash = hasher.node(sibling, hash);
        int shift = fn == 0 ? 0 : Long.numberOfTrailingZeros(fn);
        fn >>>= shift;
        sn >>>= shift;
      } else {
        hash = hasher.node(hash, sibling);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    if (sn != 0) {
      throw new ProofException(
          ProofException.Reason.PATH_TOO_SHORT, "the inclusion path lacks hashes");
    }
    if (!hash.equals(root)) {
      throw new ProofException(
          ProofException.Reason.ROOT_MISMATCH, "the inclusion path does not lead to the root");
    }
  }
}

package org.bricscodes.tlog;

import java.util.List;

/**
 * Proof that the tree of {@code newSize} leaves only appends to the one of {@code oldSize} (RFC
 * 9162 §2.1.4). Holding one says nothing yet: {@link #verify} does.
 *
 * @param oldSize at least 1: nothing needs to be proven about an empty tree
 * @param newSize at least {@code oldSize}
 * @param path node hashes in the order of RFC 9162 §2.1.4.1
 */
public record ConsistencyProof(long oldSize, long newSize, List<Digest> path) {

  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /**
   * Returns normally if, and only if, both roots follow from the path (RFC 9162 §2.1.4.2).
   *
   * @throws ProofException naming the first check that failed
   */
  public void verify(Digest oldRoot, Digest newRoot) {
    if (oldSize <= 0 || newSize < oldSize) {
      throw new ProofException(
          ProofException.Reason.SIZES_OUT_OF_ORDER, "sizes must satisfy 0 < old <= new");
    }
    if (oldSize == newSize) {
      verifySameSize(oldRoot, newRoot);
    } else {
      verifyGrowth(oldRoot, newRoot);
    }
  }

  private void verifySameSize(Digest oldRoot, Digest newRoot) {
    if (!path.isEmpty()) {
      throw tooLong();
    }
    if (!oldRoot.equals(newRoot)) {
      throw new ProofException(
          ProofException.Reason.ROOTS_DIFFER_AT_SAME_SIZE, "two roots claim the same size");
    }
  }

  private void verifyGrowth(Digest oldRoot, Digest newRoot) {
    if (path.isEmpty()) {
      throw tooShort();
    }
    // A power of two is itself a node of the new tree, so the path leaves it out.
    boolean oldRootIsNode = Long.bitCount(oldSize) == 1;
    var hasher = new TreeHasher();
    int skip = Long.numberOfTrailingZeros(oldSize);
    long fn = (oldSize - 1) >>> skip;
    long sn = (newSize - 1) >>> skip;
    Digest oldHash = oldRootIsNode ? oldRoot : path.getFirst();
    Digest newHash = oldHash;
    for (Digest hash : oldRootIsNode ? path : path.subList(1, path.size())) {
      if (sn == 0) {
        throw tooLong();
      }
      if ((fn & 1) == 1 || fn == sn) {
        oldHash = hasher.node(hash, oldHash);
        newHash = hasher.node(hash, newHash);
        int shift = fn == 0 ? 0 : Long.numberOfTrailingZeros(fn);
        fn >>>= shift;
        sn >>>= shift;
      } else {
        newHash = hasher.node(newHash, hash);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    if (sn != 0) {
      throw tooShort();
    }
    if (!oldHash.equals(oldRoot)) {
      throw new ProofException(
          ProofException.Reason.OLD_ROOT_MISMATCH,
          "the consistency path does not lead to the old root");
    }
    if (!newHash.equals(newRoot)) {
      throw new ProofException(
          ProofException.Reason.ROOT_MISMATCH,
          "the consistency path does not lead to the new root");
    }
  }

  private static ProofException tooLong() {
    return new ProofException(
        ProofException.Reason.PATH_TOO_LONG, "the consistency path has too many hashes");
  }

  private static ProofException tooShort() {
    return new ProofException(
        ProofException.Reason.PATH_TOO_SHORT, "the consistency path lacks hashes");
  }
}

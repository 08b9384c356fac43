package org.bricscodes.tlog;

import java.util.List;

/** The hashes of an RFC 9162 §2.1.1 SHA-256 tree, also RFC 6962's and COSE {@code vds = 1}. */
public final class MerkleTree {

  private MerkleTree() {}

  /** Root of the tree without leaves: {@code SHA-256("")}. */
  public static Digest emptyRoot() {
    return Digest.sha256();
  }

  /** {@code SHA-256(0x00 || entry)}. */
  public static Digest leafHash(byte[] entry) {
    return Digest.sha256(new byte[] {0x00}, entry);
  }

  /** {@code SHA-256(0x01 || left || right)}. */
  public static Digest nodeHash(Digest left, Digest right) {
    return new TreeHasher().node(left, right);
  }

  /** Root over these leaf hashes, in order. */
  public static Digest root(List<Digest> leafHashes) {
    var range = new CompactRange();
    leafHashes.forEach(range::append);
    return range.root();
  }
}

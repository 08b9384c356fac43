package org.bricscodes.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the histories a dishonest log shows: the same entries {@code e0}, {@code e1}, … up to a
 * fork, then its own. Everything about it is hashed the slow, literal way.
 */
record Branch(SignerKey key, String name, int fork) {

  /** The honest one. */
  static Branch trunk(SignerKey key) {
    return new Branch(key, "e", Integer.MAX_VALUE);
  }

  List<Digest> leaves(int size) {
    List<Digest> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String entry = (i < fork ? "e" : name) + i;
      leaves.add(MerkleTree.leafHash(entry.getBytes(StandardCharsets.US_ASCII)));
    }
    return leaves;
  }

  Digest root(int size) {
    return Trees.root(leaves(size));
  }

  SignedNote checkpoint(int size) {
    String text = Checkpoint.of(key.name(), size, root(size)).toString();
    return new SignedNote(text, List.of(key.sign(text)));
  }

  AddCheckpoint request(int oldSize, int size) {
    List<Digest> proof =
        oldSize == 0 || oldSize >= size ? List.of() : subproof(oldSize, leaves(size), true);
    return new AddCheckpoint(oldSize, proof, checkpoint(size));
  }

  /** RFC 9162 §2.1.4.1, word for word. */
  private static List<Digest> subproof(int m, List<Digest> leaves, boolean complete) {
    int n = leaves.size();
    if (m == n) {
      return complete ? List.of() : List.of(Trees.root(leaves));
    }
    int k = Integer.highestOneBit(n - 1);
    List<Digest> left = leaves.subList(0, k);
    List<Digest> right = leaves.subList(k, n);
    List<Digest> proof = new ArrayList<>();
    if (m <= k) {
      proof.addAll(subproof(m, left, complete));
      proof.add(Trees.root(right));
    } else {
      proof.addAll(subproof(m - k, right, false));
      proof.add(Trees.root(left));
    }
    return proof;
  }
}

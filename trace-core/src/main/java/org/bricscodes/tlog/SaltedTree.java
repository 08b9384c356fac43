package org.bricscodes.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A small Merkle tree (RFC 9162 §2.1.1) over the parts of one thing, of which each can be shown
 * without the others being guessed: every leaf has a salt of its own.
 *
 * <pre>{@code
 * salt_i = SHA-256(u32(i + 1) || salt || "bricscodes.org/v2")    i from 0, big-endian
 * leaf_i = SHA-256(0x00 || salt_i || content_i)
 * }</pre>
 *
 * <p>The salts are the blocks of a one-step key derivation (NIST SP 800-56C Rev. 2 §4.1, with
 * SHA-256) from the thing's salt: who has some of them has neither the others nor what they come
 * from. Each takes one block of the hash function, which an HMAC would take four of; a tree is made
 * for every event that is recorded.
 *
 * <p>Who shows parts gives their salts, and the roots of the largest subtrees without any of them,
 * as {@link BatchInclusionProof} does. The thing's own salt opens everything: it goes only to who
 * may see everything. Destroying it makes unprovable what was not shown.
 */
public final class SaltedTree {

  private static final byte[] INFO = "bricscodes.org/v2".getBytes(StandardCharsets.US_ASCII);
  private static final int COUNTER = 4;

  private final List<byte[]> salts;
  private final List<Digest> leafHashes;

  private SaltedTree(List<byte[]> salts, List<Digest> leafHashes) {
    this.salts = salts;
    this.leafHashes = leafHashes;
  }

  /**
   * The tree over these contents.
   *
   * @param contents at least one
   */
  public static SaltedTree of(Salt salt, List<byte[]> contents) {
    List<byte[]> salts = new ArrayList<>(contents.size());
    List<Digest> leafHashes = new ArrayList<>(contents.size());
    TreeHasher hasher = new TreeHasher();
    byte[] block = block(salt);
    for (int i = 0; i < contents.size(); i++) {
      byte[] own = new byte[Salt.BYTES];
      salt(hasher, block, i, own, 0);
      salts.add(own);
      leafHashes.add(leafHash(own, contents.get(i)));
    }
    return new SaltedTree(salts, leafHashes);
  }

  /** The root of the tree over these contents: what {@link #of} has, without what else it keeps. */
  public static Digest root(Salt salt, List<byte[]> contents) {
    TreeHasher hasher = new TreeHasher();
    byte[] block = block(salt);
    byte[] row = new byte[contents.size() * Digest.BYTES];
    byte[] leaf = new byte[Salt.BYTES + 256];
    for (int i = 0; i < contents.size(); i++) {
      byte[] content = contents.get(i);
      int length = Salt.BYTES + content.length;
      if (leaf.length < length) {
        leaf = new byte[2 * length];
      }
      salt(hasher, block, i, leaf, 0);
      System.arraycopy(content, 0, leaf, Salt.BYTES, content.length);
      hasher.leaf(leaf, 0, length, row, i * Digest.BYTES);
    }
    // Pairs, row after row, an odd one moving up: that is where RFC 9162 splits.
    for (int size = contents.size(); size > 1; size = (size + 1) / 2) {
      for (int i = 0; i + 1 < size; i += 2) {
        int left = i * Digest.BYTES;
        hasher.node(row, left, row, left + Digest.BYTES, row, left / 2);
      }
      if (size % 2 == 1) {
        System.arraycopy(
            row, (size - 1) * Digest.BYTES, row, size / 2 * Digest.BYTES, Digest.BYTES);
      }
    }
    return Digest.at(row, 0);
  }

  private static byte[] block(Salt salt) {
    byte[] block = new byte[COUNTER + Salt.BYTES + INFO.length];
    System.arraycopy(salt.bytes(), 0, block, COUNTER, Salt.BYTES);
    System.arraycopy(INFO, 0, block, COUNTER + Salt.BYTES, INFO.length);
    return block;
  }

  private static void salt(TreeHasher hasher, byte[] block, int i, byte[] out, int at) {
    int counter = i + 1;
    block[0] = (byte) (counter >>> 24);
    block[1] = (byte) (counter >>> 16);
    block[2] = (byte) (counter >>> 8);
    block[3] = (byte) counter;
    hasher.plain(block, out, at);
  }

  /** The hash of a leaf that is shown. */
  public static Digest leafHash(byte[] salt, byte[] content) {
    return Digest.sha256(new byte[] {0x00}, salt, content);
  }

  public Digest root() {
    return MerkleTree.root(leafHashes);
  }

  /** The salt of one leaf, which goes with it when it is shown. */
  public byte[] salt(int leaf) {
    return salts.get(leaf).clone();
  }

  /** The roots of the largest subtrees without any of these leaves, from left to right. */
  public List<Digest> nodes(SortedSet<Integer> shown) {
    List<Digest> nodes = new ArrayList<>();
    nodes(0, leafHashes.size(), shown, nodes);
    return nodes;
  }

  private void nodes(int from, int to, SortedSet<Integer> shown, List<Digest> nodes) {
    if (shown.subSet(from, to).isEmpty()) {
      nodes.add(MerkleTree.root(leafHashes.subList(from, to)));
    } else if (to - from > 1) {
      int split = from + Integer.highestOneBit(to - from - 1);
      nodes(from, split, shown, nodes);
      nodes(split, to, shown, nodes);
    }
  }

  /**
   * The root of a tree of which these leaves are shown.
   *
   * @param size leaves of the tree
   * @param shown which, strictly increasing, each below the size
   * @param leafHashes of these
   * @param nodes the rest
   * @throws ProofException if there are too few or too many nodes
   */
  public static Digest root(
      int size, List<Integer> shown, List<Digest> leafHashes, List<Digest> nodes) {
    return new BatchInclusionProof(size, shown.stream().map(Integer::longValue).toList(), nodes)
        .root(leafHashes);
  }

  /**
   * The roots of the largest subtrees without any of some leaves, of a tree of which only these and
   * more are known.
   *
   * @param size leaves of the tree
   * @param known leaves that are shown now, strictly increasing
   * @param leafHashes of these
   * @param nodes the rest
   * @param shown those of them that remain
   */
  public static List<Digest> nodes(
      int size,
      List<Integer> known,
      List<Digest> leafHashes,
      List<Digest> nodes,
      SortedSet<Integer> shown) {
    var merge = new Merge(new TreeSet<>(known), leafHashes, nodes, shown);
    merge.root(0, size, true);
    return merge.found;
  }

  private static final class Merge {

    private final TreeHasher hasher = new TreeHasher();
    private final SortedSet<Integer> known;
    private final Iterator<Digest> leafHashes;
    private final Iterator<Digest> nodes;
    private final SortedSet<Integer> shown;
    private final List<Digest> found = new ArrayList<>();

    Merge(
        SortedSet<Integer> known,
        List<Digest> leafHashes,
        List<Digest> nodes,
        SortedSet<Integer> shown) {
      this.known = known;
      this.leafHashes = leafHashes.iterator();
      this.nodes = nodes.iterator();
      this.shown = shown;
    }

    /**
     * @param apart whether no larger subtree without a shown leaf holds this one
     */
    Digest root(int from, int to, boolean apart) {
      boolean largest = apart && shown.subSet(from, to).isEmpty();
      Digest root;
      if (known.subSet(from, to).isEmpty()) {
        root = nodes.next();
      } else if (to - from == 1) {
        root = leafHashes.next();
      } else {
        int split = from + Integer.highestOneBit(to - from - 1);
        Digest left = root(from, split, apart && !largest);
        root = hasher.node(left, root(split, to, apart && !largest));
      }
      if (largest) {
        found.add(root);
      }
      return root;
    }
  }
}

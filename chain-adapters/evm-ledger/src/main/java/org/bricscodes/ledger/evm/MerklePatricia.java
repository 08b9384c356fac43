package org.bricscodes.ledger.evm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Hash;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * The Merkle Patricia trie in which a block keeps its receipts (Yellow Paper, appendix D). Built
 * whole from its values, it tells its root and the nodes from the root to a key; those nodes alone
 * prove what the key holds. Immutable.
 */
final class MerklePatricia {

  private static final int BRANCH = 17;
  private static final int HASH_BYTES = 32;
  private static final int MAX_NODES = 64;

  /** Node by its hash; a node that encodes to less than 32 bytes stands in its parent instead. */
  private final Map<String, byte[]> nodes = new HashMap<>();

  private final byte[] root;

  /** One value and the key that leads to it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(byte[] key, byte[] value) {}

  /** One value and the nibbles that lead to it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Leaf(byte[] path, byte[] value) {}

  /**
   * @param entries no key twice, no value empty
   */
  MerklePatricia(List<Entry> entries) {
    List<Leaf> leaves =
        entries.stream().map(entry -> new Leaf(nibbles(entry.key()), entry.value())).toList();
    byte[] node =
        leaves.isEmpty()
            ? RlpEncoder.encode(RlpString.create(new byte[0]))
            : RlpEncoder.encode(node(leaves, 0));
    this.root = Hash.sha3(node);
    nodes.put(Hex.of(root), node);
  }

  /** The trie of a list: keys are the RLP of the indices. */
  static MerklePatricia ofList(List<byte[]> values) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      entries.add(new Entry(key(i), values.get(i)));
    }
    return new MerklePatricia(entries);
  }

  /** The key of a place in a list. */
  static byte[] key(int index) {
    return RlpEncoder.encode(RlpString.create(index));
  }

  byte[] root() {
    return root.clone();
  }

  /** The nodes from the root to the key, in their encoding. */
  List<byte[]> proof(byte[] key) {
    List<byte[]> path = new ArrayList<>();
    Walk walk = new Walk(nibbles(key));
    byte[] hash = root;
    while (hash.length == HASH_BYTES) {
      byte[] node = nodes.get(Hex.of(hash));
      if (node == null) {
        break;
      }
      path.add(node.clone());
      hash = walk.through(Rlp.decode(node));
    }
    return path;
  }

  /**
   * What the trie with this root holds at a key.
   *
   * @param proof exactly the nodes on the way, from the root
   * @return empty if it holds nothing there
   * @throws IllegalArgumentException if the nodes do not lead there
   */
  static Optional<byte[]> value(byte[] root, byte[] key, List<byte[]> proof) {
    if (proof.isEmpty() || proof.size() > MAX_NODES) {
      throw new IllegalArgumentException("a proof is 1 to 64 nodes");
    }
    Walk walk = new Walk(nibbles(key));
    byte[] expected = root;
    for (byte[] node : proof) {
      if (expected.length != HASH_BYTES || !Arrays.equals(Hash.sha3(node), expected)) {
        throw new IllegalArgumentException("a node of the proof is not the one that is named");
      }
      expected = walk.through(Rlp.decode(node));
    }
    if (expected.length != 0) {
      throw new IllegalArgumentException("the proof ends before the key");
    }
    return Optional.ofNullable(walk.value);
  }

  /** A way through nodes along the nibbles of a key. */
  private static final class Walk {

    private final byte[] path;
    private int at;
    private byte @Nullable [] value;

    Walk(byte[] path) {
      this.path = path;
    }

    /** The hash of the next node, or nothing when the way has ended, with or without a value. */
    byte[] through(RlpType node) {
      List<RlpType> parts = Rlp.list(node);
      if (parts.size() == BRANCH) {
        return at == path.length
            ? ending(Rlp.bytes(parts.get(BRANCH - 1)))
            : into(parts.get(path[at++]));
      }
      if (parts.size() != 2) {
        throw new IllegalArgumentException("a node has 2 or 17 parts");
      }
      byte[] compact = Rlp.bytes(parts.getFirst());
      if (compact.length == 0 || (compact[0] & 0xc0) != 0) {
        throw new IllegalArgumentException("a node's path is not in its compact form");
      }
      byte[] part = expanded(compact);
      int end = at + part.length;
      boolean here = end <= path.length && Arrays.equals(part, 0, part.length, path, at, end);
      at = here ? end : at;
      if ((compact[0] & 0x20) != 0) {
        return here && end == path.length ? ending(Rlp.bytes(parts.get(1))) : new byte[0];
      }
      return here ? into(parts.get(1)) : new byte[0];
    }

    private byte[] into(RlpType reference) {
      if (reference instanceof RlpList) {
        return through(reference);
      }
      byte[] hash = Rlp.bytes(reference);
      if (hash.length != 0 && hash.length != HASH_BYTES) {
        throw new IllegalArgumentException("a reference is a hash, a short node or nothing");
      }
      return hash;
    }

    private byte[] ending(byte[] found) {
      value = found.length == 0 ? null : found;
      return new byte[0];
    }
  }

  /** The node over leaves that agree up to {@code depth}. */
  private RlpType node(List<Leaf> leaves, int depth) {
    if (leaves.size() == 1) {
      Leaf leaf = leaves.getFirst();
      return new RlpList(
          RlpString.create(compact(leaf.path(), depth, leaf.path().length, 0x20)),
          RlpString.create(leaf.value()));
    }
    int common = common(leaves, depth);
    if (common > depth) {
      return new RlpList(
          RlpString.create(compact(leaves.getFirst().path(), depth, common, 0)),
          reference(node(leaves, common)));
    }
    List<List<Leaf>> below = new ArrayList<>();
    for (int i = 0; i < BRANCH - 1; i++) {
      below.add(new ArrayList<>());
    }
    byte[] here = new byte[0];
    for (Leaf leaf : leaves) {
      if (leaf.path().length == depth) {
        here = leaf.value();
      } else {
        below.get(leaf.path()[depth]).add(leaf);
      }
    }
    List<RlpType> parts = new ArrayList<>();
    for (List<Leaf> child : below) {
      parts.add(
          child.isEmpty() ? RlpString.create(new byte[0]) : reference(node(child, depth + 1)));
    }
    parts.add(RlpString.create(here));
    return new RlpList(parts);
  }

  private RlpType reference(RlpType node) {
    byte[] encoded = RlpEncoder.encode(node);
    if (encoded.length < HASH_BYTES) {
      return node;
    }
    byte[] hash = Hash.sha3(encoded);
    nodes.put(Hex.of(hash), encoded);
    return RlpString.create(hash);
  }

  private static int common(List<Leaf> leaves, int depth) {
    byte[] first = leaves.getFirst().path();
    int common = first.length;
    for (Leaf leaf : leaves) {
      int mismatch = Arrays.mismatch(first, leaf.path());
      common = mismatch < 0 ? common : Math.min(common, mismatch);
    }
    return Math.max(common, depth);
  }

  /** Hex-prefix encoding; {@code flag} is 0x20 for a leaf. */
  private static byte[] compact(byte[] nibbles, int from, int to, int flag) {
    int length = to - from;
    boolean odd = length % 2 == 1;
    byte[] compact = new byte[length / 2 + 1];
    compact[0] = (byte) (odd ? flag | 0x10 | nibbles[from] : flag);
    for (int i = odd ? from + 1 : from, j = 1; i < to; i += 2, j++) {
      compact[j] = (byte) (nibbles[i] << 4 | nibbles[i + 1]);
    }
    return compact;
  }

  private static byte[] expanded(byte[] compact) {
    byte[] all = nibbles(compact);
    if ((compact[0] & 0x10) == 0 && all[1] != 0) {
      throw new IllegalArgumentException("a node's path is not in its compact form");
    }
    return Arrays.copyOfRange(all, (compact[0] & 0x10) == 0 ? 2 : 1, all.length);
  }

  private static byte[] nibbles(byte[] bytes) {
    byte[] nibbles = new byte[bytes.length * 2];
    for (int i = 0; i < bytes.length; i++) {
      nibbles[2 * i] = (byte) (bytes[i] >> 4 & 0xf);
      nibbles[2 * i + 1] = (byte) (bytes[i] & 0xf);
    }
    return nibbles;
  }
}

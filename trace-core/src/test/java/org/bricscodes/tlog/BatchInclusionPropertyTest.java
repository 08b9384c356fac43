package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every subset of small trees, random subsets of a big one, and every small change to a proof. */
class BatchInclusionPropertyTest {

  private static final int SMALL = 10;
  private static final int BIG = 100_003;
  private static final List<Digest> LEAVES = Trees.leaves(SMALL);
  private static final NodeSource NODES = Trees.nodes(LEAVES);
  private static final Digest OTHER = Digest.sha256(new byte[] {1});

  @Test
  void batch_ofEverySubsetOfEverySmallTree_verifies_withTheNodesOfTheSingleProofs() {
    for (int size = 1; size <= SMALL; size++) {
      Digest root = Trees.root(LEAVES.subList(0, size));
      for (List<Long> indices : subsets(size)) {
        BatchInclusionProof batch = NODES.inclusion(indices, size);

        batch.verify(leaves(indices), root);
        assertThat(batch.nodes()).as("%s of %d", indices, size).isEqualTo(needed(indices, size));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, bil", "0 1, il", "0 3, bcl", "1 6, aij", "2 3 4, hfg", "0 1 2 3 4 5 6, ''"})
  void batch_atSizeSeven_hasTheWorkedShape(String indices, String shape) {
    List<Long> chosen = List.of(indices.split(" ", -1)).stream().map(Long::valueOf).toList();

    assertThat(ProofShapeTest.shape(Trees.nodes(Trees.leaves(7)).inclusion(chosen, 7).nodes()))
        .isEqualTo(shape);
  }

  @Test
  void batch_mutatedInAnyWay_isRefused() {
    for (int size = 1; size <= 7; size++) {
      Digest root = Trees.root(LEAVES.subList(0, size));
      for (List<Long> indices : subsets(size)) {
        BatchInclusionProof good = NODES.inclusion(indices, size);
        List<Digest> leaves = leaves(indices);
        for (List<Digest> nodes : mutated(good.nodes())) {
          var bad = new BatchInclusionProof(size, indices, nodes);
          assertThat(accepts(bad, leaves, root)).as("%s", bad).isFalse();
        }
        for (List<Digest> changed : mutated(leaves)) {
          assertThat(accepts(good, changed, root)).as("%s with %s", good, changed).isFalse();
        }
        assertThat(accepts(good, leaves, OTHER)).isFalse();
      }
    }
  }

  @Test
  void batch_forOtherIndicesOrInOtherOrder_isRefused() {
    int size = 7;
    Digest root = Trees.root(LEAVES.subList(0, size));
    List<List<Long>> all = subsets(size);
    for (List<Long> indices : all) {
      BatchInclusionProof good = NODES.inclusion(indices, size);
      for (List<Long> others : all) {
        var bad = new BatchInclusionProof(size, others, good.nodes());
        assertThat(accepts(bad, leaves(indices), root)).isEqualTo(others.equals(indices));
      }
      if (indices.size() > 1) {
        var backwards = new BatchInclusionProof(size, indices.reversed(), good.nodes());
        assertThat(accepts(backwards, leaves(indices.reversed()), root)).isFalse();
      }
      List<Long> twice = new ArrayList<>(indices);
      twice.add(indices.getLast());
      var doubled = new BatchInclusionProof(size, twice, good.nodes());
      assertThat(accepts(doubled, leaves(twice), root)).isFalse();
    }
  }

  @Test
  void batch_withAnyBitOfAnyNodeFlipped_isRefused() {
    List<Long> indices = List.of(1L, 2L, 9L);
    BatchInclusionProof good = NODES.inclusion(indices, SMALL);
    Digest root = Trees.root(LEAVES);

    for (int at = 0; at < good.nodes().size(); at++) {
      for (int bit = 0; bit < 8 * Digest.BYTES; bit++) {
        byte[] flipped = good.nodes().get(at).bytes();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        List<Digest> nodes = new ArrayList<>(good.nodes());
        nodes.set(at, Digest.of(flipped));
        assertThat(accepts(new BatchInclusionProof(SMALL, indices, nodes), leaves(indices), root))
            .as("bit %d of node %d", bit, at)
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void batch_ofRandomSubsetsOfABigTree_verifies_withFewerNodesThanSingleProofs(long seed) {
    var random = new SplittableRandom(seed);
    NodeSource tree = BigTree.NODES;
    for (int round = 0; round < 20; round++) {
      int size = 1 + random.nextInt(BIG);
      Set<Long> chosen = new TreeSet<>();
      int wanted = 1 + random.nextInt(Math.min(size, 300));
      while (chosen.size() < wanted) {
        chosen.add(random.nextLong(size));
      }
      List<Long> indices = List.copyOf(chosen);
      List<Digest> leaves = indices.stream().map(index -> tree.node(0, index)).toList();

      BatchInclusionProof batch = tree.inclusion(indices, size);

      batch.verify(leaves, tree.root(size));
      Set<Digest> single = new HashSet<>();
      long singleNodes = 0;
      for (long index : indices) {
        List<Digest> path = tree.inclusion(index, size).path();
        single.addAll(path);
        singleNodes += path.size();
      }
      assertThat(batch.nodes()).as("seed %d round %d", seed, round).isSubsetOf(single);
      assertThat(batch.nodes().size()).isLessThanOrEqualTo((int) singleNodes);
      int flipped = random.nextInt(Math.max(1, batch.nodes().size()));
      List<Digest> nodes = new ArrayList<>(batch.nodes());
      if (!nodes.isEmpty()) {
        nodes.set(flipped, OTHER);
        var bad = new BatchInclusionProof(size, indices, nodes);
        assertThat(accepts(bad, leaves, tree.root(size))).isFalse();
      }
    }
  }

  @Test
  void verify_hugeSizes_neverOverflows_andWorkIsBoundedByTheIndices() {
    List<Long> indices = List.of(0L, Long.MAX_VALUE - 1);
    List<Digest> nodes = Collections.nCopies(2 * 62, OTHER);
    var proof = new BatchInclusionProof(Long.MAX_VALUE, indices, nodes);

    assertThat(accepts(proof, List.of(OTHER, OTHER), OTHER)).isFalse();
    for (long size : new long[] {0, -1, Long.MIN_VALUE}) {
      var bad = new BatchInclusionProof(size, List.of(0L), List.of());
      assertThat(accepts(bad, List.of(OTHER), OTHER)).isFalse();
    }
    var nothing = new BatchInclusionProof(1, List.of(), List.of(OTHER));
    assertThat(accepts(nothing, List.of(), OTHER)).isFalse();
  }

  @Test
  void log_provesItsOwnEntriesTogether(@TempDir Path folder) {
    try (TransparencyLog log = Logs.filled(folder, 700)) {
      SignedCheckpoint checkpoint = log.publish();
      List<Long> indices = List.of(0L, 1L, 255L, 256L, 511L, 600L, 699L);

      BatchInclusionProof proof = log.inclusion(indices, 700);

      proof.verify(
          indices.stream().map(index -> MerkleTree.leafHash(Trees.entry(index))).toList(),
          checkpoint.root());
      assertThatThrownBy(() -> log.inclusion(List.of(700L), 700))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> log.inclusion(List.of(2L, 1L), 700))
          .isInstanceOf(ProofException.class);
    }
  }

  /** A tree whose every node is made once. */
  private static final class BigTree {

    static final NodeSource NODES = nodes();

    private static NodeSource nodes() {
      List<List<Digest>> levels = new ArrayList<>();
      levels.add(Trees.leaves(BIG));
      while (levels.getLast().size() > 1) {
        List<Digest> below = levels.getLast();
        List<Digest> level = new ArrayList<>();
        for (int i = 0; i + 1 < below.size(); i += 2) {
          level.add(MerkleTree.nodeHash(below.get(i), below.get(i + 1)));
        }
        levels.add(level);
      }
      return (height, index) -> levels.get(height).get((int) index);
    }
  }

  /** The nodes of the single proofs that do not follow from the leaves, from left to right. */
  private static List<Digest> needed(List<Long> indices, int size) {
    Set<Digest> nodes = new HashSet<>();
    indices.forEach(index -> nodes.addAll(NODES.inclusion(index, size).path()));
    List<Digest> ordered = new ArrayList<>();
    addNeeded(indices, 0, size, nodes, ordered);
    return ordered;
  }

  private static void addNeeded(
      List<Long> indices, int from, int to, Set<Digest> nodes, List<Digest> ordered) {
    boolean known = indices.stream().anyMatch(index -> from <= index && index < to);
    Digest root = Trees.root(LEAVES.subList(from, to));
    if (!known && nodes.contains(root)) {
      ordered.add(root);
    } else if (to - from > 1) {
      int split = from + Integer.highestOneBit(to - from - 1);
      addNeeded(indices, from, split, nodes, ordered);
      addNeeded(indices, split, to, nodes, ordered);
    }
  }

  private static List<List<Long>> subsets(int size) {
    List<List<Long>> subsets = new ArrayList<>();
    for (int mask = 1; mask < 1 << size; mask++) {
      int chosen = mask;
      subsets.add(
          LongStream.range(0, size).filter(index -> (chosen >> index & 1) == 1).boxed().toList());
    }
    return subsets;
  }

  private static List<Digest> leaves(List<Long> indices) {
    return indices.stream().map(index -> LEAVES.get(index.intValue())).toList();
  }

  private static List<List<Digest>> mutated(List<Digest> hashes) {
    List<List<Digest>> bad = new ArrayList<>();
    for (int at = 0; at <= hashes.size(); at++) {
      List<Digest> longer = new ArrayList<>(hashes);
      longer.add(at, OTHER);
      bad.add(longer);
    }
    for (int at = 0; at < hashes.size(); at++) {
      List<Digest> shorter = new ArrayList<>(hashes);
      shorter.remove(at);
      bad.add(shorter);
      List<Digest> changed = new ArrayList<>(hashes);
      changed.set(at, OTHER);
      bad.add(changed);
      for (int with = at + 1; with < hashes.size(); with++) {
        List<Digest> swapped = new ArrayList<>(hashes);
        Collections.swap(swapped, at, with);
        bad.add(swapped);
      }
    }
    return bad;
  }

  private static boolean accepts(BatchInclusionProof proof, List<Digest> leaves, Digest root) {
    try {
      proof.verify(leaves, root);
      return true;
    } catch (ProofException e) {
      return false;
    }
  }
}

package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every proof of every size up to 129, and every small change to a proof. */
class ProofPropertyTest {

  private static final int MAX = 129;
  private static final List<Digest> LEAVES = Trees.leaves(MAX);
  private static final NodeSource NODES = Trees.nodes(LEAVES);
  private static final List<Digest> ROOTS = roots();
  private static final Digest OTHER = Digest.sha256(new byte[] {1});

  private static List<Digest> roots() {
    List<Digest> roots = new ArrayList<>();
    var range = new CompactRange();
    roots.add(range.root());
    for (Digest leaf : LEAVES) {
      range.append(leaf);
      roots.add(range.root());
    }
    return roots;
  }

  @Test
  void inclusion_ofEveryLeafInEverySize_verifiesAndHasExactLength() {
    for (int size = 1; size <= MAX; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = NODES.inclusion(index, size);

        proof.verify(LEAVES.get(index), ROOTS.get(size));
        assertThat(proof.path()).isEqualTo(Trees.path(index, LEAVES.subList(0, size)));
        int inner = Integer.SIZE - Integer.numberOfLeadingZeros(index ^ (size - 1));
        assertThat(proof.path()).hasSize(inner + Integer.bitCount(index >> inner));
      }
    }
  }

  @Test
  void consistency_betweenEveryPairOfSizes_verifies() {
    for (int newSize = 1; newSize <= MAX; newSize++) {
      for (int oldSize = 1; oldSize <= newSize; oldSize++) {
        NODES.consistency(oldSize, newSize).verify(ROOTS.get(oldSize), ROOTS.get(newSize));
      }
    }
  }

  @Test
  void inclusion_mutatedInAnyWay_isRefused() {
    for (int size = 1; size <= 40; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof good = NODES.inclusion(index, size);
        for (InclusionProof bad : mutations(good)) {
          assertThat(accepts(bad, LEAVES.get(index), ROOTS.get(size))).as("%s", bad).isFalse();
        }
        assertThat(accepts(good, OTHER, ROOTS.get(size))).isFalse();
        assertThat(accepts(good, LEAVES.get(index), OTHER)).isFalse();
      }
    }
  }

  @Test
  void consistency_mutatedInAnyWay_isRefused() {
    for (int newSize = 1; newSize <= 40; newSize++) {
      for (int oldSize = 1; oldSize <= newSize; oldSize++) {
        ConsistencyProof good = NODES.consistency(oldSize, newSize);
        Digest oldRoot = ROOTS.get(oldSize);
        Digest newRoot = ROOTS.get(newSize);
        for (List<Digest> path : mutatedPaths(good.path())) {
          var bad = new ConsistencyProof(oldSize, newSize, path);
          assertThat(accepts(bad, oldRoot, newRoot)).as("%s", bad).isFalse();
        }
        assertThat(accepts(good, OTHER, newRoot)).isFalse();
        assertThat(accepts(good, oldRoot, OTHER)).isFalse();
        var fromNothing = new ConsistencyProof(0, newSize, good.path());
        assertThat(accepts(fromNothing, oldRoot, newRoot)).isFalse();
      }
    }
  }

  @Test
  void consistency_withOtherSizes_isRefusedUnlessTheRootsAreTheirs() {
    for (int newSize = 2; newSize <= 40; newSize++) {
      for (int oldSize = 1; oldSize < newSize; oldSize++) {
        List<Digest> path = NODES.consistency(oldSize, newSize).path();
        for (int claimed = 1; claimed < newSize; claimed++) {
          var bad = new ConsistencyProof(claimed, newSize, path);
          boolean isTheirs = claimed == oldSize;
          assertThat(accepts(bad, ROOTS.get(claimed), ROOTS.get(newSize))).isEqualTo(isTheirs);
        }
      }
    }
  }

  @Test
  void verify_hugeSizes_neverOverflows() {
    List<Digest> path = Collections.nCopies(63, OTHER);
    var proof = new InclusionProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, path);

    assertThat(accepts(proof, OTHER, OTHER)).isFalse();
    assertThat(accepts(new InclusionProof(-1, -1, path), OTHER, OTHER)).isFalse();
    assertThat(accepts(new InclusionProof(0, Long.MIN_VALUE, path), OTHER, OTHER)).isFalse();
    assertThatNoException()
        .isThrownBy(() -> new ConsistencyProof(1, 1, List.of()).verify(OTHER, OTHER));
  }

  private static List<InclusionProof> mutations(InclusionProof good) {
    List<InclusionProof> bad = new ArrayList<>();
    long index = good.index();
    long size = good.size();
    for (long other : new long[] {index - 1, index + 1, index ^ 1, index ^ 2, size, -index - 1}) {
      if (other != index) {
        bad.add(new InclusionProof(other, size, good.path()));
      }
    }
    bad.add(new InclusionProof(index, index, good.path()));
    bad.add(new InclusionProof(index, -size, good.path()));
    for (List<Digest> path : mutatedPaths(good.path())) {
      bad.add(new InclusionProof(index, size, path));
    }
    return bad;
  }

  private static List<List<Digest>> mutatedPaths(List<Digest> path) {
    List<List<Digest>> bad = new ArrayList<>();
    for (int at = 0; at <= path.size(); at++) {
      List<Digest> longer = new ArrayList<>(path);
      longer.add(at, OTHER);
      bad.add(longer);
    }
    for (int at = 0; at < path.size(); at++) {
      List<Digest> shorter = new ArrayList<>(path);
      shorter.remove(at);
      bad.add(shorter);
      List<Digest> changed = new ArrayList<>(path);
      changed.set(at, OTHER);
      bad.add(changed);
    }
    return bad;
  }

  private static boolean accepts(InclusionProof proof, Digest leaf, Digest root) {
    try {
      proof.verify(leaf, root);
      return true;
    } catch (ProofException e) {
      return false;
    }
  }

  private static boolean accepts(ConsistencyProof proof, Digest oldRoot, Digest newRoot) {
    try {
      proof.verify(oldRoot, newRoot);
      return true;
    } catch (ProofException e) {
      return false;
    }
  }
}

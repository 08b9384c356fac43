package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Its bytes are those of {@code EventTreeTest}; here, that it is a tree in every size. */
class SaltedTreeTest {

  private static final Salt SALT = Salt.of(new byte[32]);

  @Test
  void root_ofEverySize_isThatOfRfc9162() {
    for (int size = 1; size <= 70; size++) {
      List<byte[]> contents = contents(size);

      SaltedTree tree = SaltedTree.of(SALT, contents);

      List<Digest> leaves = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        leaves.add(SaltedTree.leafHash(tree.salt(i), contents.get(i)));
      }
      assertThat(tree.root()).as("%d leaves", size).isEqualTo(MerkleTree.root(leaves));
      assertThat(SaltedTree.root(SALT, contents)).isEqualTo(tree.root());
    }
  }

  @Test
  void anyLeavesShown_leadToTheRoot_andOneNodeMoreOrLessToNone() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      int size = 1 + random.nextInt(60);
      List<byte[]> contents = contents(size);
      SaltedTree tree = SaltedTree.of(SALT, contents);
      SortedSet<Integer> shown = new TreeSet<>();
      for (int i = 0; i < size; i++) {
        if (random.nextInt(4) == 0) {
          shown.add(i);
        }
      }
      List<Integer> indices = List.copyOf(shown);
      List<Digest> leaves =
          indices.stream().map(i -> SaltedTree.leafHash(tree.salt(i), contents.get(i))).toList();
      List<Digest> nodes = tree.nodes(shown);

      assertThat(SaltedTree.root(size, indices, leaves, nodes))
          .as("round %d, seed 11", round)
          .isEqualTo(tree.root());
      List<Digest> more = new ArrayList<>(nodes);
      more.add(Digest.sha256());
      assertThatThrownBy(() -> SaltedTree.root(size, indices, leaves, more))
          .hasMessage("the batch proof has too many hashes");
      if (!nodes.isEmpty()) {
        List<Digest> less = nodes.subList(0, nodes.size() - 1);
        assertThatThrownBy(() -> SaltedTree.root(size, indices, leaves, less))
            .hasMessage("the batch proof lacks hashes");
      }
    }
  }

  @Test
  void salts_areDifferent_andNoneIsTheOneTheyComeFrom() {
    SaltedTree tree = SaltedTree.of(SALT, contents(50));
    List<String> salts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      salts.add(Digest.of(tree.salt(i)).toString());
    }

    assertThat(salts).doesNotHaveDuplicates().doesNotContain(Digest.of(new byte[32]).toString());
  }

  private static List<byte[]> contents(int size) {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      contents.add(("x".repeat(i * 7) + i).getBytes(StandardCharsets.US_ASCII));
    }
    return contents;
  }
}

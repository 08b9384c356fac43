package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bricscodes.ledger.evm.MerklePatricia.Entry;
import org.junit.jupiter.api.Test;

final class MerklePatriciaTest {

  /** From the ethereum/tests repository, TrieTests/trieanyorder.json. */
  @Test
  void publishedTries_haveThePublishedRoots() {
    assertThat(root("A", "a".repeat(50)))
        .isEqualTo("0xd23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab");
    assertThat(root("doe", "reindeer", "dog", "puppy", "dogglesworth", "cat"))
        .isEqualTo("0x8aad789dff2f538bca5d8ea56e8abe10f4c7ba3a5dea95fea4cd6e7c3a1168d3");
    assertThat(root("do", "verb", "horse", "stallion", "doge", "coin", "dog", "puppy"))
        .isEqualTo("0x5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84");
    assertThat(root("foo", "bar", "food", "bass"))
        .isEqualTo("0x17beaa1648bafa633cda809c90c04af50fc8aed3cb40d16efbddee6fdf63c4c3");
    assertThat(root("be", "e", "dog", "puppy", "bed", "d"))
        .isEqualTo("0x3f67c7a47520f79faa29255d2d3c084a7a6df0453116ed7232ff10277a8be68b");
  }

  @Test
  void emptyTrie_hasTheRootOfNothing() {
    assertThat(Hex.of(new MerklePatricia(List.of()).root()))
        .isEqualTo("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
  }

  @Test
  void proofs_ofListsOfAnySize_provePlacesAndNothingElse() {
    SplittableRandom random = new SplittableRandom(11);
    for (int size : new int[] {1, 2, 16, 17, 127, 128, 129, 300}) {
      List<byte[]> values = values(size, random);
      MerklePatricia trie = MerklePatricia.ofList(values);
      for (int i = 0; i < size; i++) {
        List<byte[]> proof = trie.proof(MerklePatricia.key(i));
        assertThat(MerklePatricia.value(trie.root(), MerklePatricia.key(i), proof).orElseThrow())
            .as("%d of %d", i, size)
            .isEqualTo(values.get(i));
      }
      byte[] beyond = MerklePatricia.key(size);
      assertThat(MerklePatricia.value(trie.root(), beyond, trie.proof(beyond))).isEmpty();
    }
  }

  @Test
  void proof_changedAnywhere_provesNothing() {
    List<byte[]> values = values(40, new SplittableRandom(12));
    MerklePatricia trie = MerklePatricia.ofList(values);
    byte[] key = MerklePatricia.key(17);
    List<byte[]> proof = trie.proof(key);

    for (int node = 0; node < proof.size(); node++) {
      for (int at = 0; at < proof.get(node).length; at++) {
        List<byte[]> tampered = new ArrayList<>(proof);
        tampered.set(node, proof.get(node).clone());
        tampered.get(node)[at] ^= 1;
        assertThatIllegalArgumentException()
            .isThrownBy(() -> MerklePatricia.value(trie.root(), key, tampered));
      }
    }
  }

  @Test
  void proof_cutOrExtended_provesNothing() {
    MerklePatricia trie = MerklePatricia.ofList(values(40, new SplittableRandom(13)));
    byte[] key = MerklePatricia.key(17);
    List<byte[]> proof = trie.proof(key);
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(proof.getLast());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerklePatricia.value(trie.root(), key, longer));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> MerklePatricia.value(trie.root(), key, proof.subList(0, proof.size() - 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerklePatricia.value(trie.root(), key, List.of()));
  }

  private static List<byte[]> values(int size, SplittableRandom random) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] value = new byte[random.nextInt(1, 300)];
      random.nextBytes(value);
      values.add(value);
    }
    return values;
  }

  private static String root(String... keysAndValues) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.add(new Entry(ascii(keysAndValues[i]), ascii(keysAndValues[i + 1])));
    }
    return Hex.of(new MerklePatricia(entries).root());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

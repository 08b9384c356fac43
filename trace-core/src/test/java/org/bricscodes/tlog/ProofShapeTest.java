package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example tree of seven leaves: a to g; h = ab, i = cd, j = ef, k = hi, l = jg. */
class ProofShapeTest {

  private static final List<Digest> LEAVES = Trees.leaves(7);
  private static final Map<Digest, String> NAMES = names();

  private static Map<Digest, String> names() {
    Map<Digest, String> names = new TreeMap<>();
    List<Digest> nodes = new ArrayList<>(LEAVES);
    for (String pair : List.of("ab", "cd", "ef", "hi", "jg")) {
      nodes.add(
          MerkleTree.nodeHash(nodes.get(pair.charAt(0) - 'a'), nodes.get(pair.charAt(1) - 'a')));
    }
    nodes.forEach(node -> names.put(node, String.valueOf((char) ('a' + names.size()))));
    return names;
  }

  @ParameterizedTest
  @CsvSource({"0, bil", "3, chl", "4, fgk", "6, jk"})
  void inclusion_atSizeSeven_hasTheWorkedShape(int index, String shape) {
    InclusionProof proof = Trees.nodes(LEAVES).inclusion(index, 7);

    assertThat(shape(proof.path())).isEqualTo(shape);
  }

  @ParameterizedTest
  @CsvSource({"3, cdhl", "4, l", "6, jgk"})
  void consistency_toSizeSeven_hasTheWorkedShape(int oldSize, String shape) {
    ConsistencyProof proof = Trees.nodes(LEAVES).consistency(oldSize, 7);

    assertThat(shape(proof.path())).isEqualTo(shape);
  }

  static String shape(List<Digest> path) {
    return path.stream().map(NAMES::get).collect(Collectors.joining());
  }
}

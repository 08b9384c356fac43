package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 956ae51bd3e285ccb826298dd523dd08824ce5579749994f2e0021737b9dd4b8",
    "2, 718fa0369d7475099bc6cb4327e3823a4972285f92bd49971a583c9f08ffb68d",
    "3, 64b249c4e0606e3d9742c49bfd57cd1e3eb170f5ccefa26ea045ca193d64a75f",
    "7, 4cbd8e35849450400d4e9c4c0ae7f71c79ad4410f9ad2c624622ff5f8617313d",
    "8, 2c56d14626d0985b97bcaeff29d37232fe7a1c69e65055ba13d4e12c0ad34cf7",
    "256, c8a6d09bae91bba76bb1f5b479e38dbdf65495dec4479142d701fd371410efc9",
    "257, b6b1f876c5e87dc05434d1d79e06b1ef571cee11133aa58acf5cd2194174c50f"
  })
  void root_ofWorkedTrees_isTheirs(int size, String root) {
    assertThat(MerkleTree.root(Trees.leaves(size))).hasToString(root);
  }

  @Test
  void leafHash_ofEmptyEntry_isWorkedValue() {
    assertThat(MerkleTree.leafHash(new byte[0]))
        .hasToString("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  }

  @Test
  void compactRange_continuedFromNodes_hasTheSameRoot() {
    var leaves = Trees.leaves(77);
    var range = CompactRange.of(45, Trees.nodes(leaves));

    leaves.subList(45, 77).forEach(range::append);

    assertThat(range.size()).isEqualTo(77);
    assertThat(range.root()).isEqualTo(Trees.root(leaves));
  }
}

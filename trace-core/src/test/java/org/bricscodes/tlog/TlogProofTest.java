package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlogProofTest {

  private static final Digest LEAF = MerkleTree.leafHash(Trees.entry(3));

  @TempDir Path directory;
  private String text = "";

  @BeforeEach
  void prove() {
    try (TransparencyLog log = Logs.filled(directory, 7)) {
      SignedCheckpoint checkpoint = log.publish();
      text = TlogProof.of(log.inclusion(3, 7), checkpoint).toString();
    }
  }

  @Test
  void parse_printedProof_verifiesAndPrintsItself() {
    TlogProof proof = TlogProof.parse(text);

    assertThat(proof.verify(LEAF, Logs.TRUSTED).size()).isEqualTo(7);
    assertThat(proof).hasToString(text);
    assertThat(text)
        .startsWith("c2sp.org/tlog-proof@v1\nindex 3\n")
        .contains("\n\nlog.example/trace\n7\n");
  }

  @Test
  void parse_withExtra_keepsIt() {
    String withExtra = text.replace("index", "extra AAEC\nindex");

    assertThat(TlogProof.parse(withExtra).extra()).isEqualTo(Optional.of("AAEC"));
    assertThat(TlogProof.parse(withExtra)).hasToString(withExtra);
  }

  @ParameterizedTest
  @CsvSource({
    "tlog-proof@v1, tlog-proof@v2",
    "index 3, index 03",
    "index 3, index -3",
    "index 3, INDEX 3",
    "index 3, extra AAE\\nindex 3",
    "index 3, extra \\nindex 3",
    "index 3, index 3\\nAAAA"
  })
  void parse_anyOtherForm_isRefused(String good, String bad) {
    String broken = text.replace(good, bad.replace("\\n", "\n"));

    assertThatThrownBy(() -> TlogProof.parse(broken))
        .isInstanceOfSatisfying(
            ProofException.class,
            e -> assertThat(e.reason()).isEqualTo(ProofException.Reason.MALFORMED));
  }

  @Test
  void verify_anySingleCharacterChanged_isRefused() {
    for (int at = 0; at < text.length(); at++) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      String broken = text.substring(0, at) + other + text.substring(at + 1);
      assertThatThrownBy(() -> TlogProof.parse(broken).verify(LEAF, Logs.TRUSTED))
          .as("character %d", at)
          .isInstanceOf(TlogException.class);
    }
  }

  @Test
  void verify_otherLeaf_isRootMismatch() {
    Digest other = MerkleTree.leafHash(Trees.entry(4));

    assertThatThrownBy(() -> TlogProof.parse(text).verify(other, Logs.TRUSTED))
        .isInstanceOfSatisfying(
            ProofException.class,
            e -> assertThat(e.reason()).isEqualTo(ProofException.Reason.ROOT_MISMATCH));
  }
}

package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitmentTest {

  private static final Digest FIRST = Digest.sha256(Trees.entry(0));
  private static final Digest SECOND = Digest.sha256(Trees.entry(1));
  private static final Salt SALT =
      Salt.random(
          new FixedBytes(
              bytes -> {
                for (int i = 0; i < bytes.length; i++) {
                  bytes[i] = (byte) i;
                }
              }));

  @Test
  void of_twoDigests_isTheValueAnotherImplementationComputed() {
    assertThat(Commitment.of(SALT, List.of(FIRST, SECOND)))
        .hasToString("01cf1e486bb4a9db390f249b5b0a00b88c5f363fab5648a5e3125810cf1f550793");
  }

  @Test
  void of_otherSaltOrderOrCount_differs() {
    Commitment commitment = Commitment.of(SALT, List.of(FIRST, SECOND));
    Salt other = Salt.of(FIRST.bytes());

    assertThat(Commitment.of(other, List.of(FIRST, SECOND))).isNotEqualTo(commitment);
    assertThat(Commitment.of(SALT, List.of(SECOND, FIRST))).isNotEqualTo(commitment);
    assertThat(Commitment.of(SALT, List.of(FIRST))).isNotEqualTo(commitment);
  }

  @Test
  void parse_bytes_isTheInverse() {
    Commitment commitment = Commitment.of(SALT, List.of(FIRST));

    assertThat(Commitment.parse(commitment.bytes())).isEqualTo(commitment);
    assertThat(commitment.leafHash()).isEqualTo(MerkleTree.leafHash(commitment.bytes()));
    assertThatThrownBy(() -> Commitment.parse(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Commitment.parse(new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_tooFewOrTooManyDigests_isRefused() {
    assertThatThrownBy(() -> Commitment.of(SALT, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Commitment.of(SALT, Collections.nCopies(256, FIRST)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Commitment.of(SALT, Collections.nCopies(255, FIRST)).bytes()).hasSize(33);
  }

  @Test
  void salt_printed_hidesItsBytes() {
    assertThat(SALT).hasToString("salt");
  }
}

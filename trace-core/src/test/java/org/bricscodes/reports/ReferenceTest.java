package org.bricscodes.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceTest {

  @Test
  void fresh_isReadBack_andNeverPrinted() {
    Reference reference = Reference.fresh(new Random(7));

    assertThat(reference.text()).hasSize(22).matches("[A-Za-z0-9_-]+");
    assertThat(Reference.parse(reference.text())).contains(reference);
    assertThat(reference).hasToString("Reference");
  }

  @Test
  void id_followsFromIt_andSaysNothingOfIt() {
    // 16 zero bytes: SHA-256 of "bricscodes report\n" and them, the first half.
    Reference zero = new Reference("AAAAAAAAAAAAAAAAAAAAAA");

    assertThat(zero.id()).hasToString("61ca35c032a7d9cd15af3a77a66a9989");
    assertThat(ReportId.parse(zero.id().text())).contains(zero.id());
  }

  @Test
  void thousands_differ() {
    SecureRandom random = new SecureRandom();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      seen.add(Reference.fresh(random).text());
    }

    assertThat(seen).hasSize(10_000);
  }

  /** Of the last character only two bits count: other spellings of the same bytes are refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAA A",
        "AAAAAAAAAAAAAAAAAAAA%A"
      })
  void anythingElse_isNone(String text) {
    assertThat(Reference.parse(text)).isEmpty();
    assertThatThrownBy(() -> new Reference(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "dd", "61CA35C032A7D9CD15AF3A77A66A9989", "61ca35c032a7d9cd15af3a77a66a998g"})
  void anythingElse_isNoId(String text) {
    assertThat(ReportId.parse(text)).isEmpty();
  }
}

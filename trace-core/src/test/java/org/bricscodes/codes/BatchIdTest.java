package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bricscodes.gs1.Gtin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchIdTest {

  @Test
  void toString_showsGtinEpochAndCounter() {
    BatchId id = new BatchId(Gtin.parse("04600682000129"), new KeyEpoch(10), 1_000_000);

    assertThat(id).hasToString("04600682000129-A-000YGJ0");
    assertThat(BatchId.parse("04600682000129-A-000YGJ0")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "04600682000129-A-000YGJ",
        "04600682000129-A-000YGJ00",
        "04600682000129-a-000YGJ0",
        "04600682000129-A-000ygj0",
        "04600682000129-A-000YGJO",
        "04600682000128-A-000YGJ0",
        "04600682000129_A_000YGJ0",
        "0460068200012A-A-000YGJ0",
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> BatchId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}

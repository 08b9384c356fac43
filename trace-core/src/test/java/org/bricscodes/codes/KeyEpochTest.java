package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEpochTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 8",
    "2026-03-31T23:59:59.999Z, 8",
    "2026-04-01T00:00:00Z, 9",
    "2026-09-30T23:59:59Z, A",
    "2026-12-31T23:59:59Z, B",
    "2031-12-31T23:59:59Z, Z",
    "2032-01-01T00:00:00Z, 0",
    "2034-01-01T00:00:00Z, 8",
    "1969-12-31T23:59:59Z, 7",
  })
  void at_instant_isItsQuarter(String instant, char symbol) {
    assertThat(KeyEpoch.at(Instant.parse(instant)).symbol()).isEqualTo(symbol);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 32})
  void epoch_outOfRange_isRefused(int number) {
    assertThatThrownBy(() -> new KeyEpoch(number)).isInstanceOf(IllegalArgumentException.class);
  }
}

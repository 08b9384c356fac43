package org.bricscodes.samples.country;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DigitsTest {

  @Test
  void withCheck_numbersOfTheGeneralSpecifications_endInTheirDigit() {
    assertThat(Digits.withCheck("629104150021")).isEqualTo("6291041500213");
    assertThat(Digits.withCheck("0952122200001")).isEqualTo("09521222000018");
    assertThat(Digits.withCheck("09521222000000900")).isEqualTo("095212220000009004");
  }

  @Test
  void numbers_ofACompany_standUnderItsPrefix() {
    assertThat(Digits.gtin(3_078, 3)).isEqualTo("09525307800036");
    assertThat(Digits.gln(3_078, 1)).startsWith("95253078").hasSize(13);
    assertThat(Digits.sscc(3_078, 812_345_678L)).startsWith("89525307812345678").hasSize(18);
  }
}

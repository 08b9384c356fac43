package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrockfordTest {

  @ParameterizedTest
  @CsvSource({"0,0", "9,9", "A,10", "H,17", "J,18", "K,19", "M,20", "N,21", "P,22", "T,26"})
  void value_ofSymbol_isItsPlace(char symbol, int value) {
    assertThat(Crockford.value(symbol)).isEqualTo(value);
    assertThat((char) Crockford.symbol(value)).isEqualTo(symbol);
  }

  @ParameterizedTest
  @ValueSource(chars = {'I', 'L', 'O', 'U', 'a', 'z', '-', ' ', '\u0660', '\uFF11', '\u0080'})
  void value_ofForeignCharacter_isMinusOne(char foreign) {
    assertThat(Crockford.value(foreign)).isEqualTo(-1);
  }

  @Test
  void encode_thirtyFiveBits_isSevenSymbolsMostSignificantFirst() {
    byte[] out = new byte[9];

    Crockford.encode((1L << 35) - 2, out, 1, 7);

    assertThat(new String(out, 1, 7, StandardCharsets.US_ASCII)).isEqualTo("ZZZZZZY");
    assertThat(out[0]).isZero();
    assertThat(out[8]).isZero();
  }

  @Test
  void decode_symbols_isTheNumber() {
    assertThat(Crockford.decode("x00000A0x", 1, 8)).isEqualTo(320);
    assertThat(Crockford.decode("x00000I0x", 1, 8)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "3jw5 9rtc f748 0kqk, 3JW59RTCF7480KQK",
    "3JW5-9RTC-F748-0KQK, 3JW59RTCF7480KQK",
    "olIi, 0111",
    "u*, U*",
  })
  void fold_typedText_isWhatWasMeant(String typed, String folded) {
    assertThat(Crockford.fold(typed)).isEqualTo(folded);
  }
}

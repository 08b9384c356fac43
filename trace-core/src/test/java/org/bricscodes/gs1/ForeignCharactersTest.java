package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Characters that occur in no code, as faults tell them: each once, as it was meant. */
class ForeignCharactersTest {

  private static Gs1Exception refusal(String target) {
    return catchThrowableOfType(Gs1Exception.class, () -> DigitalLink.parseTarget(target));
  }

  @Test
  void lotInUnicode_underEscapes_isToldByCharacters_notByBytes() {
    Gs1Exception thrown = refusal("/01/04600682000129/10/7%D0%90-%E8%8C%B6%F0%9F%8D%B5/21/%D0%91");

    assertThat(thrown.faults())
        .extracting(Gs1Fault::part, Gs1Fault::position, Gs1Fault::found)
        .containsExactly(
            tuple("10", 23, "А (U+0410)"),
            tuple("10", 30, "茶 (U+8336)"),
            tuple("10", 39, "🍵 (U+1F375)"),
            tuple("21", 55, "Б (U+0411)"));
  }

  @ParameterizedTest
  @CsvSource({
    "7%D0, Ð (U+00D0)", // the end of the value
    "7%D0A, Ð (U+00D0)",
    "7%C3%83, Ã (U+00C3)", // decodes to its own first byte
    "%80, U+0080", // no beginning
    "%C0%20, À (U+00C0)", // no UTF-8
    "%00, U+0000",
    "%E2%80%AE, U+202E", // turns the text around
    "%ED%A0%80, í (U+00ED)" // half a pair of surrogates
  })
  void bytesOfNoCharacter_areToldAsTheyStand(String lot, String found) {
    assertThat(refusal("/01/04600682000129/10/" + lot).faults().getFirst().found())
        .isEqualTo(found);
  }

  @Test
  void lotInUnicode_unescaped_isToldByCharacters() {
    Gs1Exception thrown =
        catchThrowableOfType(
            Gs1Exception.class,
            () -> DigitalLink.parse("https://a.example/01/04600682000129/10/茶🍵A"));

    assertThat(thrown.faults())
        .extracting(Gs1Fault::position, Gs1Fault::found)
        .containsExactly(tuple(39, "茶 (U+8336)"), tuple(40, "🍵 (U+1F375)"));
  }
}

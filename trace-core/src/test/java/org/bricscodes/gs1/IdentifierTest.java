package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import org.bricscodes.gs1.Gs1Fault.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

  @ParameterizedTest
  @CsvSource({
    "95012346, 00000095012346",
    "614141111114, 00614141111114",
    "4600682000129, 04600682000129",
    "04600682000129, 04600682000129",
  })
  void gtin_anyLength_is14Digits(String text, String digits) {
    assertThat(Gtin.parse(text).digits()).isEqualTo(digits);
  }

  @Test
  void gtin_wrongCheckDigit_saysTheRightOne() {
    Gs1Exception thrown =
        catchThrowableOfType(Gs1Exception.class, () -> Gtin.parse("04600682000120"));

    assertThat(thrown)
        .hasMessage(
            "wrong check digit in 01 at character 0: found \"04600682000120\","
                + " expected check digit 9 instead of 0");
  }

  @Test
  void gtin_foreignCharacters_namesEach() {
    Gs1Exception thrown =
        catchThrowableOfType(Gs1Exception.class, () -> Gtin.parse("0460068２00012x"));

    assertThat(thrown.faults())
        .extracting(Gs1Fault::reason, Gs1Fault::position, Gs1Fault::found)
        .containsExactly(
            tuple(Reason.CHARACTER, 7, "２ (U+FF12)"), tuple(Reason.CHARACTER, 13, "x"));
  }

  @Test
  void gtin_withCheckDigit_completes() {
    assertThat(Gtin.withCheckDigit("0460068200012")).isEqualTo(new Gtin("04600682000129"));
    assertThat(Gtin.withCheckDigit("460068200012")).isEqualTo(new Gtin("04600682000129"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "123456789", "0460068200012", "046006820001290", "0460068200012 "})
  void gtin_otherText_isRefused(String text) {
    assertThatExceptionOfType(Gs1Exception.class).isThrownBy(() -> Gtin.parse(text));
  }

  @Test
  void serial_tooLongOrForeign_isRefused() {
    Gtin gtin = new Gtin("04600682000129");

    assertThat(new Sgtin(gtin, "a!\"%&'()*+,-./:;<=>?").serial()).hasSize(20);
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> new Sgtin(gtin, "a!\"%&'()*+,-./:;<=>?_"))
        .withMessageContaining("1 to 20 characters");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> new Sgtin(gtin, ""))
        .withMessageContaining("missing value");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> new Sgtin(gtin, "茶"))
        .withMessageContaining("U+8336");
  }

  @Test
  void keys_ofEveryKind_checkTheirRules() {
    assertThat(new Grai("4012345111118", "A").canonical())
        .isEqualTo("https://id.gs1.org/8003/04012345111118A");
    assertThat(new Cpi("4012345AB-1", "").canonical())
        .isEqualTo("https://id.gs1.org/8010/4012345AB-1");
    assertThat(new Itip("040123451111180102", "", "").gtin().digits()).isEqualTo("04012345111118");
    assertThat(new Element("8013", "1987654Ad4X4bL5ttr2310c2K").ai()).isEqualTo("8013");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> new Element("8013", "1987654Ad4X4bL5ttr2310c2L"))
        .withMessageContaining("check characters 2K");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> new Cpi("4012345ab", ""))
        .withMessageContaining("upper-case");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> new Cpi("4012345AB", "01"))
        .withMessageContaining("no leading zero");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> new Giai("40A"))
        .withMessageContaining("company prefix");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> new Sgln(new Gln("4012345000115"), "0"))
        .withMessageContaining("no extension");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> new Itip("040123451111180102", "L", "S"))
        .withMessageContaining("lot or serial");
  }

  @ParameterizedTest
  @CsvSource({
    "11, 240229, true",
    "11, 230229, false",
    "11, 230200, true",
    "7006, 230200, false",
    "7006, 231301, false",
    "7003, 2312312359, true",
    "7003, 2312312400, false",
    "8008, 23123123, true",
    "8008, 2312312360, false",
    "7007, 230101, true",
    "7007, 2301010, false",
    "423, 156276, true",
    "423, 1562, false",
    "4321, 2, false",
    "4330, 001500-, true",
    "4330, 001500+, false",
    "310X, 000001, false",
    "3103, 000001, true",
    "8030, ab_-=, true",
    "8030, ab+, false",
    "98, internal, true",
    "1, 1, false",
  })
  void element_formats_areChecked(String ai, String value, boolean valid) {
    boolean accepted;
    try {
      accepted = new Element(ai, value).value().equals(value);
    } catch (Gs1Exception _) {
      accepted = false;
    }

    assertThat(accepted).isEqualTo(valid);
  }

  @Test
  void parse_linkOrUrn_isTheSameIdentifier() {
    Identifier expected = new Sgtin(new Gtin("04012345111118"), "9876");

    assertThat(Identifier.parse("urn:epc:id:sgtin:4012345.011111.9876")).isEqualTo(expected);
    assertThat(Identifier.parse("https://e.com/01/04012345111118/10/L/21/9876"))
        .isEqualTo(expected);
    assertThat(expected.digitalLink()).hasToString("https://id.gs1.org/01/04012345111118/21/9876");
  }

  @Test
  void identifier_ofKeyWithoutEpcForm_isRefused() {
    DigitalLink model = DigitalLink.parse("https://e.com/8013/1987654Ad4X4bL5ttr2310c2K");

    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(model::identifier)
        .withMessageContaining("a key that EPCIS knows");
  }
}

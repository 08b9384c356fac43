package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.bricscodes.gs1.Gs1Fault.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementStringTest {

  private static final String BRACKETED = "(01)04012345111118(10)L1(17)271231(21)S\\(1)";

  @ParameterizedTest
  @ValueSource(
      strings = {
        BRACKETED,
        "010401234511111810L1\u001D1727123121S(1)",
        "]d2010401234511111810L1\u001D1727123121S(1)",
        "]Q3\u001D010401234511111810L1\u001D1727123121S(1)",
        "]C1010401234511111810L1\u001D17271231\u001D21S(1)",
      })
  void parse_everyForm_isTheSame(String text) {
    ElementString parsed = ElementString.parse(text);

    assertThat(parsed).hasToString(BRACKETED);
    assertThat(parsed.transmitted()).isEqualTo("010401234511111810L1\u001D1727123121S(1)");
    assertThat(parsed.value("21")).contains("S(1)");
    assertThat(parsed.value("15")).isEmpty();
  }

  @Test
  void digitalLink_ofElements_putsEachInItsPlace() {
    ElementString elements = ElementString.parse("(17)271231(21)S1(10)L1(01)04012345111118");

    DigitalLink link = elements.digitalLink("https://e.com");

    assertThat(link).hasToString("https://e.com/01/04012345111118/10/L1/21/S1?17=271231");
    assertThat(ElementString.of(link).bracketed())
        .isEqualTo("(01)04012345111118(10)L1(21)S1(17)271231");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (01)04012345111119|CHECK_DIGIT|4
          (01)04012345111118(29)x|UNKNOWN_AI|19
          (01)04012345111118(10)a b|CHARACTER|23
          (01)04012345111118(01)04012345111118|REPEATED|19
          (01|SYNTAX|0
          ]E0123|SYNTAX|0
          0104012345111118101234567890123456789012|LENGTH|18
          010401234511|LENGTH|2
          29123|UNKNOWN_AI|0
          ''|EMPTY|0
          ]d2|EMPTY|3
          """)
  void parse_fault_saysWhere(String text, Reason reason, int position) {
    Gs1Exception thrown =
        catchThrowableOfType(Gs1Exception.class, () -> ElementString.parse(text.replace("''", "")));

    assertThat(thrown.faults().getFirst().reason()).isEqualTo(reason);
    assertThat(thrown.faults().getFirst().position()).isEqualTo(position);
  }

  @Test
  void digitalLink_withoutOneKey_isRefused() {
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> ElementString.parse("(10)L1").digitalLink("https://e.com"))
        .withMessageContaining("a key such as (01)");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(
            () ->
                ElementString.parse("(01)04012345111118(00)040123450000003338")
                    .digitalLink("https://e.com"))
        .withMessageContaining("only one key");
  }
}

package org.bricscodes.api.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvExportTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '\0',
      value = {
        "plain#plain",
        "urn:a:b#urn:a:b",
        "a,b#\"a,b\"",
        "a\"b#\"a\"\"b\"",
        "\"#\"\"\"\"",
        "=1+1#'=1+1",
        "+1#'+1",
        "-1#'-1",
        "@SUM(1,2)#\"'@SUM(1,2)\"",
        "'=1#''=1",
        "a=1#a=1",
        "x;=1+1#x;'=1+1",
        "x; -1#x; '-1",
        "x;y#x;y",
        "金砖#金砖"
      })
  void cell_isQuotedAndDisarmed_onlyWhereItMustBe(String value, String cell) {
    assertThat(cell(value)).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\r\nb"})
  void cell_withALineBreak_isQuoted(String value) {
    assertThat(cell(value)).isEqualTo("\"" + value + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\tx", "\n=1", "\r=1"})
  void cell_thatBeginsWithATabOrLineBreak_isDisarmed(String value) {
    assertThat(cell(value).replace("\"", "")).isEqualTo("'" + value);
  }

  @Test
  void cell_thatIsCutAtATab_isDisarmedBehindIt() {
    assertThat(cell("x\t=1")).isEqualTo("x\t'=1");
    assertThat(cell("\t@A1")).isEqualTo("'\t'@A1");
  }

  @Test
  void cell_withNothing_isEmpty() {
    assertThat(cell(null)).isEmpty();
    assertThat(cell("")).isEmpty();
  }

  private static String cell(@Nullable String value) {
    return CsvCell.guarded(value);
  }
}

package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FileOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from | -1 | must be a whole number from 0 to 99999999",
        "from | 1e3 | must be a whole number from 0 to 99999999",
        "count | 0 | must be a whole number from 1 to 100000000",
        "count | 99999999999999999999 | must be a whole number from 1 to 100000000",
        "header | yes | must be true or false",
        "columns | serial,,uri | must be some of serial, uri, hri, gtin, lot, expiry, product,"
            + " inner, joined by commas",
        "columns | uri,uri | names uri twice; once is enough",
        "base | http://x.example | must be an https address such as https://id.example, at most"
            + " 200 characters",
        "base | https://x y | is not an address: character not allowed in host at character 9:"
            + " found \" \", expected a character of a URI",
        "base | https://x?y=1 | is not an address: character not allowed in host at character 9:"
            + " found \"?\", expected a character of a URI",
        "level | m | is no option of codes.csv; it takes base, columns, count, from, header",
        "colour | red | is no option of codes.csv; it takes base, columns, count, from, header",
      })
  void option_thatIsWrong_isNamedWithWhatWouldBeRight(String name, String value, String message) {
    assertThat(faults(BatchFormat.CSV, Map.of(name, value)))
        .containsExactly(new OptionFault(name, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level | m | must be L, M, Q or H",
        "pixels | 0 | must be a whole number from 1 to 64",
        "pixels | 65 | must be a whole number from 1 to 64",
      })
  void option_ofSymbols_isNamedWithWhatWouldBeRight(String name, String value, String message) {
    assertThat(faults(BatchFormat.PNG, Map.of(name, value)))
        .containsExactly(new OptionFault(name, message));
  }

  @ParameterizedTest
  @EnumSource(names = {"PNG", "SVG", "PDF", "ZPL"})
  void level_ofADataMatrix_isRefused(BatchFormat format) {
    assertThat(faults(format, Map.of("symbology", "gs1datamatrix", "level", "Q")))
        .containsExactly(
            new OptionFault(
                "level", "goes without symbology gs1datamatrix, which has one level of its own"));
  }

  @Test
  void options_severalWrong_areAllNamed() {
    assertThat(faults(BatchFormat.NDJSON, Map.of("header", "true", "from", "x", "columns", "q")))
        .extracting(OptionFault::option)
        .containsExactly("header", "from", "columns");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | 1 | from must be at most 9, the batch's last place",
        "9 | 2 | count must be at most 1: so many codes are left from place 9",
      })
  void slice_outsideTheBatch_isRefused(String from, String count, String message) {
    OptionsException refused =
        catchThrowableOfType(
            OptionsException.class,
            () ->
                TestBatch.file(
                    TestBatch.of(10), BatchFormat.CSV, Map.of("from", from, "count", count)));

    assertThat(refused).hasMessage(message);
  }

  private static List<OptionFault> faults(BatchFormat format, Map<String, String> given) {
    return catchThrowableOfType(OptionsException.class, () -> FileOptions.parse(format, given))
        .faults();
  }
}

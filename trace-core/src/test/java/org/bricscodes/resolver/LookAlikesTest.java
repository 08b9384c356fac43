package org.bricscodes.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookAlikesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/01/1/10/%D0%90 | U+0410 CYRILLIC CAPITAL LETTER A looks like the Latin letter A",
        "/01/1/10/%CE%9F | U+039F GREEK CAPITAL LETTER OMICRON looks like the Latin letter O",
        "/01/%EF%BC%91 | U+FF11 FULLWIDTH DIGIT ONE is the full-width form of 1",
        "/01/%D9%A1 | U+0661 ARABIC-INDIC DIGIT ONE is the digit 1 of another script",
        "/01/1/21/A%20B | U+0020 SPACE: there are no spaces in a product code",
        "/01/1/21/A%E2%80%8BB | U+200B ZERO WIDTH SPACE cannot be seen; it may have been copied"
            + " along",
        "/01/1/10/%E8%8C%B6 | U+8336 CJK UNIFIED IDEOGRAPHS 8336 does not occur in product codes",
        "/01/1/10/A%252FB | %25 is a percent sign: was the path percent-encoded twice?"
      })
  void whatIsOdd_isNamed_withWhatMayBeMeant(String path, String hint) {
    assertThat(LookAlikes.hints(path)).containsExactly(hint);
  }
}

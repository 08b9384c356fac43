package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

  @ParameterizedTest
  @CsvSource({
    "tile/0/000, 0, 0, 256",
    "tile/0/x001/x234/067, 0, 1234067, 256",
    "tile/entries/x001/000.p/255, -1, 1000, 255",
    "tile/63/999.p/1, 63, 999, 1"
  })
  void parse_canonicalPath_printsItself(String text, int level, long index, int width) {
    assertThat(TilePath.parse(text)).hasValue(new TilePath(level, index, width));
    assertThat(new TilePath(level, index, width)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "/tile/0/000",
        "tile/0/000/",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/067",
        "tile/0/x001",
        "tile/0/x001/x067",
        "tile/0/000.p/0",
        "tile/0/000.p/07",
        "tile/0/000.p/256",
        "tile/0/000.p/1000",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/8/0/000",
        "tile/data/000",
        "tile/entries/000.p/1/",
        "tile/0/٠٠٠",
        "tile/0/x001/x001/x001/x001/x001/x001/001"
      })
  void parse_anyOtherPath_isEmpty(String text) {
    assertThat(TilePath.parse(text)).isEmpty();
  }

  @Test
  void isWithin_sizeSeventyThousand_matchesTheWorkedExample() {
    assertThat(TilePath.hashesAt(0, 70_000)).isEqualTo(273 * 256 + 112);
    assertThat(TilePath.hashesAt(1, 70_000)).isEqualTo(256 + 17);
    assertThat(TilePath.hashesAt(2, 70_000)).isEqualTo(1);
    assertThat(TilePath.hashesAt(8, Long.MAX_VALUE)).isZero();
    assertThat(new TilePath(0, 273, 112).isWithin(70_000)).isTrue();
    assertThat(new TilePath(0, 273, 113).isWithin(70_000)).isFalse();
    assertThat(new TilePath(0, 999_999_999_999_999_999L, 1).isWithin(70_000)).isFalse();
  }
}

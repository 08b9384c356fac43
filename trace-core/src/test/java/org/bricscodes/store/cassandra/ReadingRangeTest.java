package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds and cursor of a scan, as the one range that Cassandra is asked for. */
class ReadingRangeTest {

  private static final Table ROWS = new Table("rows", Table.Shape.ROWS);

  @ParameterizedTest
  @CsvSource({
    // from, to, after, ascending, low, high
    ",,, true, '', -",
    "0a,,, true, 0a, -",
    "0a, 0f,, true, 0a, 0f",
    "0a, 0f, 0c, true, 0c00, 0f",
    "0a, 0f, 01, true, 0a, 0f",
    "0a, 0f, 0c, false, 0a, 0c",
    "0a, 0f, 1c, false, 0a, 0f",
    ",, 0c, false, '', 0c",
  })
  void of_aScan_isItsRest(
      @Nullable String from,
      @Nullable String to,
      @Nullable String after,
      boolean ascending,
      String low,
      String high) {
    Scan scan =
        Scan.of(ROWS, new byte[] {1}, 10).between(bytes(from), bytes(to)).after(bytes(after));

    Reading.Range range = Reading.Range.of(ascending ? scan : scan.descending());

    assertThat(HexFormat.of().formatHex(range.low())).isEqualTo(low);
    byte[] end = range.high();
    assertThat(end == null ? "-" : HexFormat.of().formatHex(end)).isEqualTo(high);
  }

  @ParameterizedTest
  @CsvSource({"0f, 0a,, true", "0a, 0a,, true", "0a, 0f, 0f, true", "0a, 0f, 0a, false"})
  void isEmpty_ofNothingLeft(String from, String to, @Nullable String after, boolean ascending) {
    Scan scan =
        Scan.of(ROWS, new byte[] {1}, 10).between(bytes(from), bytes(to)).after(bytes(after));

    assertThat(Reading.Range.of(ascending ? scan : scan.descending()).isEmpty()).isTrue();
  }

  private static byte @Nullable [] bytes(@Nullable String hex) {
    return hex == null ? null : HexFormat.of().parseHex(hex);
  }
}

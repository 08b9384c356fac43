package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {

  /** The GTIN of a pack's link is a numeric segment, so the last one starts behind it. */
  @ParameterizedTest
  @CsvSource({
    "https://trace.brics.org/01/04600682000129/10/A26-07/21/, 41",
    "https://trace.brics.org/01/04600682000129/21/, 41",
    "https://h.cn/01/06901234567892/10/7/21/, 30",
    "https://codes.tea-house.example/01/06901234567892/22/2A/10/lot-b/21/, 64",
    "HTTPS://TRACE.BRICS.ORG/P/21/, 0",
  })
  void start_serialOfLetters_isWhereItsSegmentStarts(String before, int start) {
    assertThat(Segments.start(before, 16, 0)).isEqualTo(start);
  }

  /** Seven digits at the end can be as short in a segment of their own, and eight are shorter. */
  @ParameterizedTest
  @CsvSource({
    "https://trace.brics.org/01/04600682000129/10/A26-07/21/, 6, 41",
    "https://trace.brics.org/01/04600682000129/10/A26-07/21/, 8, -1",
    "https://h.cn/01/06901234567892/10/7/21/, 6, 30",
    "https://h.cn/01/06901234567892/10/7/21/, 7, -1",
  })
  void start_runsOfDigits_isPromisedWhileTheyAreShort(String before, int maxRun, int start) {
    assertThat(Segments.start(before, 16, maxRun)).isEqualTo(start);
  }

  /** Three characters are 24 bits more in a byte segment, and 30 in one of their own. */
  @ParameterizedTest
  @CsvSource({"3, -1", "4, -1", "5, -1", "6, 28"})
  void start_shortSerialAfterLowerCase_isNotAlphanumeric(int length, int start) {
    assertThat(Segments.start("https://id.gs1.org/x?serial=", length, 0)).isEqualTo(start);
  }
}

package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §14.1.2: of 10,000 bytes. */
final class ByteRangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-499 | bytes 0-499/10000",
        "bytes=500-999 | bytes 500-999/10000",
        "bytes=-500 | bytes 9500-9999/10000",
        "bytes=9500- | bytes 9500-9999/10000",
        "bytes=0-0 | bytes 0-0/10000",
        "bytes=-1 | bytes 9999-9999/10000",
        "bytes=0- | bytes 0-9999/10000",
        "bytes=9999-99999 | bytes 9999-9999/10000",
        "bytes=-99999 | bytes 0-9999/10000",
        "Bytes= 7-7 | bytes 7-7/10000",
      })
  void range_ofTheFile_isTheseBytes(String field, String contentRange) {
    assertThat(ByteRange.parse(field).orElseThrow().of(10_000).orElseThrow().contentRange(10_000))
        .isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10000-", "bytes=10000-10001", "bytes=-0"})
  void range_outsideTheFile_cannotBeSatisfied(String field) {
    assertThat(ByteRange.parse(field).orElseThrow().of(10_000)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=0-1,3-4",
        "items=0-1",
        "bytes=0--1",
        "bytes=99999999999999999999-"
      })
  void field_thatIsNoSingleRangeOfBytes_isIgnored(String field) {
    assertThat(ByteRange.parse(field)).isEmpty();
  }
}

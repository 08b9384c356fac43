package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialTest {

  @Test
  void grouped_isFourTimesFour() {
    assertThat(new Serial("3JW59RTCF7480KQK").grouped()).isEqualTo("3JW5 9RTC F748 0KQK");
  }

  @Test
  void epoch_isTheFirstCharacter() {
    assertThat(new Serial("Z000000000000000").epoch()).isEqualTo(new KeyEpoch(31));
  }

  @Test
  void halves_areSevenAndEightNumerals() {
    Serial serial = new Serial("7000000A0000000B");

    assertThat(serial.high()).isEqualTo(10);
    assertThat(serial.low()).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3JW59RTCF7480KQ",
        "3JW59RTCF7480KQKK",
        "3jw59rtcf7480kqk",
        "3JW5 9RTC F748 0",
        "IJW59RTCF7480KQK",
        "3JW59RTCF7480KQU",
        "3JW59RTCF7480KQ\u0130"
      })
  void serial_notExactlyOurShape_isRefused(String text) {
    assertThatThrownBy(() -> new Serial(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3jw5 9rtc f748 okqk",
        " 3JW59RTCF7480KQK\n",
        "3JW5-9RTC-F748-0KQK",
        "3JW5\u00a09RTC F748 OKQK"
      })
  void parseTyped_asPeopleType_isTheSerial(String typed) {
    assertThat(Serial.parseTyped(typed)).isEqualTo(new Serial("3JW59RTCF7480KQK"));
  }

  @Test
  void parseTyped_muchTooLong_isRefused() {
    assertThatThrownBy(() -> Serial.parseTyped(" ".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

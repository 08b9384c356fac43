package org.bricscodes.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordsTest {

  @Test
  void words_asBrowsersSendThem_areTidied() {
    Words words = Words.parse("  The seal\r\nwas\ttorn.\r\n ");

    assertThat(words.text()).isEqualTo("The seal\nwas torn.");
    assertThat(words).hasToString("Words");
  }

  @Test
  void nothing_isNothing() {
    assertThat(Words.parse(" \r\n\t ")).isEqualTo(Words.NONE);
    assertThat(Words.NONE.isEmpty()).isTrue();
  }

  @Test
  void length_isCountedInCharacters_notInTheirHalves() {
    String thousand = "🍵".repeat(1000);

    assertThat(Words.length(thousand)).isEqualTo(1000);
    assertThat(Words.faultOf(thousand)).isEmpty();
    assertThat(Words.parse(thousand).text()).hasSize(2000);
    assertThat(Words.faultOf(thousand + "!")).contains(Words.Fault.TOO_LONG);
    assertThat(Words.faultOf(" ".repeat(2000) + "a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u0000b", "a\u001bb", "a\rb", "a\u007fb", "a\u0085b", "a\ud83cb", "\udf75"})
  void controlsAndHalves_areNoText(String text) {
    assertThat(Words.faultOf(text)).contains(Words.Fault.NOT_TEXT);
    assertThatThrownBy(() -> Words.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "=HYPERLINK(\"http://evil\")",
        "العبوة مفتوحة",
        "\u202eturned",
        "می\u200cخواهم",
        "封口破损"
      })
  void anythingElse_isText_howeverItReads(String text) {
    assertThat(Words.parse(text).text()).isEqualTo(text);
  }
}

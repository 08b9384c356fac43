package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ForeignTextTest {

  @Test
  void names_ofEveryScript_stayAsTheyAre() {
    for (String name :
        new String[] {
          "Anxi Qingxi Oolong Tea Factory",
          "安溪清溪茶厂",
          "ООО «Чай»",
          "चाय का बाग़",
          "مزرعهٔ چای می‌شود",
          "شركة الشاي",
          "የሻይ ፋብሪካ",
          "Café №1 — 100 %",
          "👩‍🌾"
        }) {
      assertThat(ForeignText.of(name, ForeignText.NAME)).isEqualTo(name);
    }
  }

  @Test
  void controls_areShown_asSigns() {
    assertThat(ForeignText.of("a\u0000b\u001bc\u007fd", 100)).isEqualTo("a␀b␛c␡d");
    assertThat(ForeignText.of("one\r\ntwo\tthree", 100)).isEqualTo("one  two three");
  }

  @Test
  void whatTurnsOrHides_isShown_asUnknown() {
    for (String hidden :
        new String[] {
          "\u202e",
          "\u202a",
          "\u2066",
          "\u2068",
          "\u2069",
          "\u200e",
          "\u200f",
          "\u061c",
          "\u200b",
          "\ufeff",
          "\u2028",
          "\u2029",
          "\u0085",
          "\ud800",
          "\uffff",
          "\ue000",
          "\udb40\udc41"
        }) {
      assertThat(ForeignText.of("a" + hidden + "b", 100)).isEqualTo("a\ufffdb");
    }
  }

  @Test
  void towersOfMarks_areCut() {
    assertThat(ForeignText.of("e" + "\u0301".repeat(50) + "x", 100))
        .isEqualTo("e" + "\u0301".repeat(4) + "x");
  }

  @Test
  void long_isCut_betweenCharacters() {
    assertThat(ForeignText.of("👩".repeat(10), 3)).isEqualTo("👩👩👩…");
    assertThat(ForeignText.of("abc", 3)).isEqualTo("abc");
  }
}

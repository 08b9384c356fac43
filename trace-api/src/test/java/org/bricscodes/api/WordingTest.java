package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordingTest {

  private static Wording in(String tag) {
    return Wording.in(Language.tagged(tag).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | May 4, 2026",
        "zh | 2026年5月4日",
        "pt | 4 de maio de 2026",
        "ru | 4 мая 2026\u202fг.",
        "hi | 4 मई 2026",
        "ar | 4 مايو 2026",
        "fa | ۱۴ اردیبهشت ۱۴۰۵",
        "am | 26 ሚያዝያ 2018",
        "id | 4 Mei 2026",
      })
  void day_isOfTheReadersCalendar(String tag, String day) {
    assertThat(in(tag).day(LocalDate.parse("2026-05-04")).text()).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 1 | 1 day",
        "en | 33 | 33 days",
        "ru | 1 | 1 день",
        "ru | 2 | 2 дня",
        "ru | 33 | 33 дня",
        "ru | 5 | 5 дней",
        "ru | 21 | 21 день",
        "ar | 1 | يوم واحد",
        "ar | 2 | يومان",
        "ar | 3 | 3 أيام",
        "ar | 33 | 33 يومًا",
        "ar | 100 | 100 يوم",
        "fa | 33 | ۳۳ روز",
        "am | 33 | 33 ቀናት",
        "zh | 33 | 33 天",
      })
  void plural_isThatOfTheLanguage(String tag, int days, String text) {
    assertThat(in(tag).sentence("gap.days", Map.of("days", days)).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"en | -18.5 | -18.5°C", "ru | -18.46 | -18,5 °C", "fa | -18 | \u200e−۱۸°C"})
  void degrees_areTold_fromLeftToRight(String tag, double degrees, String text) {
    Phrase said = in(tag).degrees(degrees);

    assertThat(said.bare()).isEqualTo(text);
    assertThat(Phrase.html(said.text())).startsWith("<bdi dir=\"ltr\">").endsWith("</bdi>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | PT20S | 1 minute",
        "en | PT2H20M | 2 hours, 20 minutes",
        "en | P33DT5M | 33 days",
        "ru | PT2H20M | 2 часа 20 минут",
        "hi | PT1H | 1 घंटा",
      })
  void duration_isItsTwoLargestParts(String tag, Duration length, String text) {
    assertThat(in(tag).duration(length).text()).isEqualTo(text);
  }

  @Test
  void moment_isOfUtc_orOfTheClockThatStoodThere() {
    Instant time = Instant.parse("2026-05-04T21:30:00Z");

    assertThat(in("ru").moment(time).text()).isEqualTo("4 мая 2026\u202fг., 21:30 UTC");
    assertThat(in("ru").moment(time, ZoneOffset.ofHours(8)).text())
        .isEqualTo("5 мая 2026\u202fг., 05:30");
  }

  @Test
  void countries_areNamed() {
    assertThat(in("pt").country("ZA").text()).isEqualTo("África do Sul");
    assertThat(in("en").countries(List.of("CN", "RU")).text()).isEqualTo("China, Russia");
  }

  @Test
  void foreignName_inASentence_isIsolated_andCannotBreakOut() {
    Phrase said = in("ar").sentence("by", Map.of("party", "Qingxi\u2069\u202e<b>"));

    assertThat(Phrase.html(said.text()))
        .isEqualTo("أبلغت عنه جهة: <bdi>Qingxi\ufffd\ufffd&lt;b&gt;</bdi>");
  }

  @Test
  void wordOfAnotherVocabulary_isMadeReadable() {
    assertThat(in("fa").ofOpen("step.", "cold_smoking").bare()).isEqualTo("Cold smoking");
  }
}

package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.provenance.TemperatureLimits;
import org.bricscodes.provenance.TemperatureReading;
import org.bricscodes.provenance.TemperatureSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TemperatureViewTest {

  private static final Instant START = Instant.parse("2026-08-05T00:00:00Z");

  private static TemperatureSeries series(TemperatureLimits limits, double... degrees) {
    List<TemperatureReading> readings = new ArrayList<>();
    for (int i = 0; i < degrees.length; i++) {
      Instant at = START.plus(Duration.ofHours(i));
      readings.add(new TemperatureReading(at, at, degrees[i], degrees[i]));
    }
    return new TemperatureSeries("urn:example:logger", limits, readings);
  }

  private static List<String> said(Language language, TemperatureSeries series) {
    return new TemperatureView(Wording.in(language))
        .sentences(series).stream()
            .map(Phrase::bare)
            .map(text -> text.replace('\u202f', ' ').replace('\u00a0', ' '))
            .toList();
  }

  @Test
  void excursion_isTold_withLimitAndDuration() {
    TemperatureLimits limits = new TemperatureLimits(null, -18.0, Duration.ofHours(1));

    assertThat(said(Language.ENGLISH, series(limits, -20, -16, -14, -16, -20)))
        .containsExactly(
            "Once it was too warm, for 3 hours: up to -14°C.",
            "The longest time, 3 hours, is more than is permitted: 1 hour.",
            "It should never be warmer than -18°C.",
            "5 readings between Aug 5, 2026, 12:00 AM UTC and Aug 5, 2026, 4:00 AM UTC:"
                + " from -20°C to -14°C.");
  }

  @Test
  void shortExcursions_areToldTogether_andPermitted() {
    TemperatureLimits limits = new TemperatureLimits(2.0, 8.0, Duration.ofHours(1));

    assertThat(said(Language.RUSSIAN, series(limits, 7, 9, 7, 9, 7)).subList(0, 2))
        .containsExactly(
            "2 раза было слишком тепло, всего 2 часа: до 9 °C.",
            "Ни разу это не длилось дольше допустимого времени (1 час).");
  }

  @Test
  void goodColdChain_isToldInOneSentence() {
    TemperatureLimits limits = new TemperatureLimits(2.0, 8.0, null);

    assertThat(said(Language.PORTUGUESE, series(limits, 4, 5, 6)).getFirst())
        .isEqualTo("Ficou dentro dos limites sempre que foi medida.");
  }

  @Test
  void withoutLimits_thatIsSaid() {
    assertThat(said(Language.ENGLISH, series(TemperatureLimits.NONE, 4)))
        .containsExactly(
            "1 reading between Aug 5, 2026, 12:00 AM UTC and Aug 5, 2026, 12:00 AM UTC:"
                + " from 4°C to 4°C.",
            "Nobody reported what the limits are.");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyLanguage_tellsEverything(Language language) {
    TemperatureLimits limits = new TemperatureLimits(2.0, 8.0, Duration.ofHours(1));
    List<String> said = said(language, series(limits, 9, 9, 9, 1, 1, 1));

    assertThat(said).hasSize(7);
    assertThat(String.join(" ", said)).doesNotContain("{", "}", "null");
  }

  @Test
  void chart_showsLimits_excursionsAndBreaks_andIsSmallHoweverManyReadings() {
    TemperatureLimits limits = new TemperatureLimits(2.0, 8.0, null);
    double[] degrees = new double[20_000];
    for (int i = 0; i < degrees.length; i++) {
      degrees[i] = 5 + (i % 100 == 0 ? 4 : i % 7 * 0.1);
    }
    TemperatureChart chart = new TemperatureChart(Wording.in(Language.PERSIAN));

    String small = chart.of(series(limits, 4, 9, 4)).orElseThrow().html();
    String large = chart.of(series(TemperatureLimits.NONE, degrees)).orElseThrow().html();

    assertThat(small)
        .contains("class=\"beyond\"", "حد مجاز", "۸", "role=\"img\"")
        .containsPattern("<path class=\"way\" d=\"M0 [0-9.]+L180 [0-9.]+L360 [0-9.]+\"/>")
        .doesNotContain("NaN", "style=");
    assertThat(large.length()).isLessThan(5_000);
    assertThat(chart.of(series(limits, 4, 5))).isEmpty();
  }
}

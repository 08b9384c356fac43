package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TemperatureSeriesTest {

  private static final Instant START = Instant.parse("2026-08-05T00:00:00Z");
  private static final TemperatureLimits FROZEN =
      new TemperatureLimits(null, -18.0, Duration.ofMinutes(30));

  /** A reading every ten minutes. */
  private static TemperatureSeries every10Minutes(TemperatureLimits limits, double... degrees) {
    List<TemperatureReading> readings = new ArrayList<>();
    for (int i = 0; i < degrees.length; i++) {
      readings.add(moment(10 * i, degrees[i]));
    }
    return new TemperatureSeries("urn:example:logger", limits, readings);
  }

  private static TemperatureReading moment(int minute, double degrees) {
    return span(minute, minute, degrees, degrees);
  }

  private static TemperatureReading span(int from, int to, double least, double most) {
    return new TemperatureReading(at(from), at(to), least, most);
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  @Test
  void readings_withinTheirLimits_areNoExcursion() {
    TemperatureSeries series = every10Minutes(FROZEN, -20, -19, -18, -20);

    assertThat(series.excursions()).isEmpty();
    assertThat(series.least()).isEqualTo(-20);
    assertThat(series.most()).isEqualTo(-18);
    assertThat(series.unmeasured()).isEqualTo(Duration.ZERO);
  }

  /** All that a page takes: with a pass over all of them for each it would not end. */
  @Test
  void twentyThousandReadings_areRead() {
    double[] degrees = new double[20_000];
    for (int i = 0; i < degrees.length; i++) {
      degrees[i] = i % 1_000 == 500 ? -10 : -20;
    }
    TemperatureSeries series = every10Minutes(FROZEN, degrees);

    assertThat(series.excursions()).hasSize(20);
    assertThat(series.breaks().isEmpty()).isTrue();
    assertThat(series.unmeasured()).isEqualTo(Duration.ZERO);
  }

  @Test
  void excursion_lasts_fromCrossingToCrossing_ofStraightLines() {
    // -20 to -16 crosses -18 half way, after 5 minutes; -16 to -19 after two thirds.
    TemperatureSeries series = every10Minutes(FROZEN, -20, -16, -14, -16, -19);

    assertThat(series.excursions())
        .containsExactly(
            new Excursion(
                Excursion.Side.ABOVE, at(5), at(30).plus(Duration.ofSeconds(400)), -14, true));
  }

  @Test
  void excursion_atTheEnds_lastsAsLongAsItWasSeen() {
    TemperatureSeries series = every10Minutes(FROZEN, -10, -12, -20, -20, -10);

    assertThat(series.excursions())
        .extracting(Excursion::from, Excursion::to, Excursion::peak)
        .containsExactly(
            tuple(at(0), at(10).plusSeconds(450), -10.0), tuple(at(32), at(40), -10.0));
  }

  @Test
  void twoLimits_haveTheirOwnExcursions() {
    TemperatureSeries series = every10Minutes(new TemperatureLimits(2.0, 8.0, null), 5, 9, 5, 1, 5);

    assertThat(series.excursions())
        .extracting(Excursion::side, Excursion::peak)
        .containsExactly(tuple(Excursion.Side.ABOVE, 9.0), tuple(Excursion.Side.BELOW, 1.0));
  }

  @Test
  void missingReadings_areUnmeasured_andNothingIsConcludedAcrossThem() {
    List<TemperatureReading> readings = new ArrayList<>();
    for (int i = 0; i <= 12; i++) {
      readings.add(moment(10 * i, i == 12 ? -10 : -20));
    }
    readings.add(moment(120 + 300, -10));
    readings.add(moment(120 + 310, -20));
    TemperatureSeries series = new TemperatureSeries(null, FROZEN, readings);

    assertThat(series.unmeasured()).isEqualTo(Duration.ofHours(5));
    assertThat(series.excursions())
        .extracting(Excursion::from, Excursion::to)
        .containsExactly(tuple(at(112), at(120)), tuple(at(420), at(428)));
  }

  @Test
  void extremesOfALongerTime_areAtMostAsLong() {
    TemperatureSeries series =
        new TemperatureSeries(
            null, FROZEN, List.of(span(0, 600, -20, -15), span(600, 1200, -20, -19)));

    assertThat(series.excursions())
        .containsExactly(new Excursion(Excursion.Side.ABOVE, at(0), at(600), -15, false));
  }

  @Test
  void readings_areSorted() {
    TemperatureSeries series =
        new TemperatureSeries(null, FROZEN, List.of(moment(10, -19), moment(0, -20)));

    assertThat(series.from()).isEqualTo(at(0));
    assertThat(series.to()).isEqualTo(at(10));
  }

  @Test
  void nonsense_isRefused() {
    assertThatThrownBy(() -> new TemperatureSeries(null, FROZEN, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> span(10, 0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> span(0, 10, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> span(0, 10, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package org.bricscodes.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.provenance.Excursion;
import org.bricscodes.provenance.TemperatureLimits;
import org.bricscodes.provenance.TemperatureSeries;
import org.bricscodes.provenance.Temperatures;
import org.jspecify.annotations.Nullable;

/** Temperatures in a chart, and in sentences that do without it. */
final class TemperatureView {

  private final Wording wording;

  TemperatureView(Wording wording) {
    this.wording = wording;
  }

  void fill(Map<String, Object> values, List<TemperatureSeries> all) {
    List<Object> shown = new ArrayList<>();
    for (TemperatureSeries series : all) {
      Map<String, Object> item = new HashMap<>();
      Optional<Page.Markup> chart = new TemperatureChart(wording).of(series);
      item.put("hasChart", chart.isPresent());
      chart.ifPresent(svg -> item.put("chart", svg));
      item.put("sentences", sentences(series));
      shown.add(item);
    }
    values.put("temperatures", shown);
    values.put("hasTemperatures", !shown.isEmpty());
  }

  List<Phrase> sentences(TemperatureSeries series) {
    List<Phrase> said = new ArrayList<>();
    List<Excursion> excursions = series.excursions();
    TemperatureLimits limits = series.limits();
    tell(said, "above", of(Excursion.Side.ABOVE, excursions), limits.permitted());
    tell(said, "below", of(Excursion.Side.BELOW, excursions), limits.permitted());
    boolean all = series.readings().size() < Temperatures.MAX_READINGS;
    if (excursions.isEmpty() && limits.areKnown() && all) {
      said.add(Phrase.own(wording.of("cold.within")));
    }
    Double most = limits.most();
    if (most != null) {
      said.add(wording.sentence("cold.limit.above", Map.of("limit", wording.degrees(most))));
    }
    Double least = limits.least();
    if (least != null) {
      said.add(wording.sentence("cold.limit.below", Map.of("limit", wording.degrees(least))));
    }
    said.add(
        wording.sentence(
            "cold.range",
            Map.of(
                "count", series.readings().size(),
                "from", wording.moment(series.from()),
                "to", wording.moment(series.to()),
                "least", wording.degrees(series.least()),
                "most", wording.degrees(series.most()))));
    if (!limits.areKnown()) {
      said.add(Phrase.own(wording.of("cold.no-limit")));
    }
    Duration unmeasured = series.unmeasured();
    if (!unmeasured.isZero()) {
      said.add(
          wording.sentence("cold.unmeasured", Map.of("duration", wording.duration(unmeasured))));
    }
    return said;
  }

  private static List<Excursion> of(Excursion.Side side, List<Excursion> excursions) {
    return excursions.stream().filter(excursion -> excursion.side() == side).toList();
  }

  /** How often, how long and how far, and whether that was permitted. */
  private void tell(
      List<Phrase> said, String word, List<Excursion> excursions, @Nullable Duration permitted) {
    if (excursions.isEmpty()) {
      return;
    }
    Duration sum = Duration.ZERO;
    Duration longest = Duration.ZERO;
    double peak = excursions.getFirst().peak();
    boolean exact = true;
    for (Excursion excursion : excursions) {
      sum = sum.plus(excursion.length());
      longest = excursion.length().compareTo(longest) > 0 ? excursion.length() : longest;
      peak =
          excursion.side() == Excursion.Side.ABOVE
              ? Math.max(peak, excursion.peak())
              : Math.min(peak, excursion.peak());
      exact &= excursion.exact();
    }
    said.add(
        wording.sentence(
            "cold." + word,
            Map.of(
                "times", excursions.size(),
                "duration", length(sum, exact),
                "peak", wording.degrees(peak))));
    if (permitted != null) {
      String key = longest.compareTo(permitted) > 0 ? "cold.exceeded" : "cold.permitted";
      said.add(
          wording.sentence(
              key,
              Map.of("longest", length(longest, exact), "duration", wording.duration(permitted))));
    }
  }

  private Phrase length(Duration length, boolean exact) {
    Phrase said = wording.duration(length);
    return exact ? said : wording.sentence("cold.at-most", Map.of("duration", said));
  }
}

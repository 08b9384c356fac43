package org.bricscodes.api;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.scans.Assessment;
import org.bricscodes.scans.Hit;
import org.bricscodes.scans.ItemHistory;

/** What is said of visits to a code, in sentences. */
final class ScanWords {

  /** Facts that are country codes, one or several. */
  private static final Set<String> COUNTRIES = Set.of("from", "to", "countries", "markets");

  private final Wording wording;

  /**
   * A sentence about one rule.
   *
   * @param honestReason what else would look the same
   */
  record Notice(String rule, Phrase text, String honestReason) {}

  ScanWords(Wording wording) {
    this.wording = wording;
  }

  /** How often, and when and where first. */
  Phrase count(ItemHistory history) {
    if (history.count() == 0) {
      return Phrase.own(wording.of("scans.none"));
    }
    String key = history.count() == 1 ? "scans.once" : "scans.times";
    Phrase country = history.firstCountry().map(wording::country).orElse(Phrase.own(""));
    LocalDate first = LocalDate.ofInstant(history.first().orElseThrow(), ZoneOffset.UTC);
    return wording.sentence(
        country.text().isEmpty() ? key : key + ".in",
        Map.of("count", history.count(), "day", wording.day(first), "country", country));
  }

  /** What a reader is told; rules without weight are for the owner. */
  List<Notice> notices(Assessment assessment) {
    return switch (assessment) {
      case Assessment.Calm _ -> List.of();
      case Assessment.Care(List<Hit> hits) -> notices(hits);
      case Assessment.Warning(List<Hit> hits) -> notices(hits);
    };
  }

  private List<Notice> notices(List<Hit> hits) {
    return hits.stream()
        .filter(hit -> hit.weight() > 0)
        .map(hit -> notice(hit.rule().word(), hit.facts()))
        .toList();
  }

  /** The sentences of a rule with its facts. */
  Notice notice(String rule, Map<String, String> facts) {
    Map<String, Object> filled = new HashMap<>();
    facts.forEach((name, value) -> filled.put(name, fact(name, value)));
    return new Notice(rule, wording.sentence("rule." + rule, filled), wording.of("honest." + rule));
  }

  private Object fact(String name, String value) {
    if (COUNTRIES.contains(name)) {
      return wording.countries(List.of(value.split(" ")));
    }
    return value.matches("[0-9]{1,15}") ? Long.valueOf(value) : value;
  }
}

package org.bricscodes.api;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bricscodes.scans.Assessment;
import org.bricscodes.scans.Hit;
import org.bricscodes.scans.ItemHistory;

/** What is said of visits to a code, in sentences. */
final class ScanWords {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(Locale.ENGLISH);

  /** Facts that are country codes, one or several. */
  private static final Set<String> COUNTRIES = Set.of("from", "to", "countries", "markets");

  private final Texts texts;

  /**
   * A sentence about one rule.
   *
   * @param honestReason what else would look the same
   */
  record Notice(String rule, String text, String honestReason) {}

  ScanWords(Texts texts) {
    this.texts = texts;
  }

  /** How often, and when and where first. */
  String count(ItemHistory history) {
    if (history.count() == 0) {
      return texts.of("scans.none");
    }
    String key = history.count() == 1 ? "scans.once" : "scans.times";
    String country = history.firstCountry().map(ScanWords::country).orElse("");
    return filled(
        texts.of(country.isEmpty() ? key : key + ".in"),
        Map.of(
            "count", String.valueOf(history.count()),
            "day", DAY.format(LocalDate.ofInstant(history.first().orElseThrow(), ZoneOffset.UTC)),
            "country", country));
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
    return new Notice(rule, filled(texts.of("rule." + rule), facts), texts.of("honest." + rule));
  }

  private static String filled(String text, Map<String, String> facts) {
    String filled = text;
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      String value = fact.getValue();
      filled =
          filled.replace(
              "{" + fact.getKey() + "}",
              COUNTRIES.contains(fact.getKey()) ? countries(value) : value);
    }
    return filled;
  }

  private static String countries(String codes) {
    return Stream.of(codes.split(" ")).map(ScanWords::country).collect(Collectors.joining(", "));
  }

  private static String country(String code) {
    return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
  }
}

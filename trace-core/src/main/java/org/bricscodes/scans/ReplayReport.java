package org.bricscodes.scans;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rules said of a log.
 *
 * @param lines visits
 * @param guesses of codes that were never issued
 * @param all codes that were looked up
 * @param twice codes with two visits and more: of the others, copied or not, nothing can be seen
 * @param care codes about which the page told to take care, or warned, at some time
 * @param warning codes about which the page warned at some time
 * @param rules codes of which each rule held at some time
 * @param lots lots that raised an alarm
 * @param networks networks that raised an alarm
 */
public record ReplayReport(
    long lines,
    long guesses,
    Tally all,
    Tally twice,
    Tally care,
    Tally warning,
    Map<RuleName, Tally> rules,
    int lots,
    int networks) {

  public ReplayReport {
    rules = new TreeMap<>(rules);
  }

  /** Codes, by what is known of them. */
  public record Tally(long clones, long genuine, long unlabelled) {

    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(ScanLine.@Nullable Label label) {
      if (label == null) {
        return new Tally(clones, genuine, unlabelled + 1);
      }
      return switch (label) {
        case CLONE -> new Tally(clones + 1, genuine, unlabelled);
        case GENUINE -> new Tally(clones, genuine + 1, unlabelled);
      };
    }

    /** All of them. */
    public long codes() {
      return clones + genuine + unlabelled;
    }
  }

  /** Whether anything in the log was labelled. */
  public boolean isLabelled() {
    return all.clones + all.genuine > 0;
  }

  /** As a table for people. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(
        "%d visits to %d codes, %d of them visited more than once; %d guesses\n"
            .formatted(lines, all.codes(), twice.codes(), guesses));
    if (isLabelled()) {
      out.append(
          "%d copied codes (%d visited more than once), %d genuine\n"
              .formatted(all.clones, twice.clones, all.genuine));
    }
    out.append('\n');
    out.append(
        isLabelled()
            ? "%-20s %8s %8s %8s %10s %8s %14s%n"
                .formatted(
                    "rule", "codes", "copied", "genuine", "precision", "recall", "false alarms")
            : "%-20s %8s%n".formatted("rule", "codes"));
    rules.forEach(
        (rule, tally) -> {
          switch (rule.family()) {
            case PLACE, STATE, SEAL, NUMBER, KEY -> row(out, rule.word(), tally);
            case LOT -> out.append("%-20s %8d lots%n".formatted(rule.word(), lots));
            case GUESS -> out.append("%-20s %8d networks%n".formatted(rule.word(), networks));
          }
        });
    out.append('\n');
    row(out, "page: care or more", care);
    row(out, "page: warning", warning);
    return out.toString();
  }

  private void row(StringBuilder out, String name, Tally tally) {
    if (isLabelled()) {
      out.append(
          "%-20s %8d %8d %8d %10s %8s %14s%n"
              .formatted(
                  name,
                  tally.codes(),
                  tally.clones,
                  tally.genuine,
                  percent(tally.clones, tally.clones + tally.genuine),
                  percent(tally.clones, all.clones),
                  percent(tally.genuine, all.genuine)));
    } else {
      out.append("%-20s %8d%n".formatted(name, tally.codes()));
    }
  }

  private static String percent(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", 100.0 * part / whole);
  }
}

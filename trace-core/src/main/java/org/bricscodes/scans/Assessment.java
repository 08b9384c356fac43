package org.bricscodes.scans;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the visits of one item say to the person who holds it. None of them says that the pack is
 * fake: a code can be copied, and then the first copy scanned and the last are equally suspect.
 */
public sealed interface Assessment {

  /** The rules that hold, the gravest first. */
  List<Hit> hits();

  /** The word used in JSON. */
  String word();

  /** Nothing out of the ordinary. */
  record Calm(List<Hit> hits) implements Assessment {
    @Override
    public String word() {
      return "calm";
    }
  }

  /** Something to know; it often has an honest reason. */
  record Care(List<Hit> hits) implements Assessment {
    @Override
    public String word() {
      return "care";
    }
  }

  /** One strong rule, or several independent ones: the code was very probably copied. */
  record Warning(List<Hit> hits) implements Assessment {
    @Override
    public String word() {
      return "warning";
    }
  }

  /**
   * Adds up. Of each family of rules the weightiest counts, and so of what rests on one visitor
   * alone: one fact seen from several sides, or one phone, is not taken for several.
   */
  static Assessment of(List<Finding> findings, int careFrom, int warningFrom) {
    List<Finding> gravest =
        findings.stream()
            .sorted(
                Comparator.comparingInt((Finding finding) -> finding.hit().weight())
                    .reversed()
                    .thenComparing(finding -> finding.hit().rule()))
            .toList();
    int weight = weight(gravest);
    List<Hit> sorted = gravest.stream().map(Finding::hit).toList();
    if (weight >= warningFrom) {
      return new Warning(sorted);
    }
    return weight >= careFrom ? new Care(sorted) : new Calm(sorted);
  }

  private static int weight(List<Finding> gravest) {
    int weight = 0;
    Set<RuleName.Family> counted = EnumSet.noneOf(RuleName.Family.class);
    List<Visit> alone = new ArrayList<>();
    for (Finding finding : gravest) {
      RuleName.Family family = finding.hit().rule().family();
      if (!counted.contains(family) && isNews(finding, family, alone)) {
        counted.add(family);
        weight += finding.hit().weight();
      }
    }
    return weight;
  }

  /**
   * Whether it does not rest on a visitor alone of whom something else was counted already; the
   * visits of those who were are kept in {@code alone}. A key in wrong hands is no visitor's doing.
   */
  private static boolean isNews(Finding finding, RuleName.Family family, List<Visit> alone) {
    if (finding.hit().weight() == 0 || family == RuleName.Family.KEY) {
      return true;
    }
    if (finding.people() > 1) {
      return true;
    }
    List<Visit> by = finding.by().get();
    long known = Visit.people(alone);
    alone.addAll(by);
    return Visit.people(alone) > known;
  }
}

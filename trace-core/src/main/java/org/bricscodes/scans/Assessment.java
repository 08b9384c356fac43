package org.bricscodes.scans;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
   * Adds up. Of each family of rules the weightiest counts, so that one fact seen from several
   * sides is not taken for several.
   */
  static Assessment of(List<Hit> hits, int careFrom, int warningFrom) {
    Map<RuleName.Family, Integer> families = new EnumMap<>(RuleName.Family.class);
    for (Hit hit : hits) {
      families.merge(hit.rule().family(), hit.weight(), Math::max);
    }
    int weight = families.values().stream().mapToInt(Integer::intValue).sum();
    List<Hit> sorted =
        hits.stream()
            .sorted(Comparator.comparingInt(Hit::weight).reversed().thenComparing(Hit::rule))
            .toList();
    if (weight >= warningFrom) {
      return new Warning(sorted);
    }
    return weight >= careFrom ? new Care(sorted) : new Calm(sorted);
  }
}

package org.bricscodes.codes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the codes of a batch have gone. Every code stands in exactly one state, so the numbers of
 * {@code standing} add up to what was ordered.
 *
 * @param ordered codes of the batch
 * @param printed codes reported printed, whatever became of them; likewise the next two
 * @param standing how many codes stand in each state; every state has a number
 * @param wasted codes that are void because a report called them wasted, by stage and reason
 */
public record WasteReport(
    long ordered,
    long printed,
    long applied,
    long active,
    Map<CodeState.Status, Long> standing,
    List<Wasted> wasted) {

  /** Codes spoiled at one stage for one reason. */
  public record Wasted(Stage stage, String reason, long count) {}

  public WasteReport {
    standing = Collections.unmodifiableMap(new EnumMap<>(standing));
    wasted = List.copyOf(wasted);
  }

  /** Counts to the end of {@code runs}. */
  static WasteReport of(long printed, long applied, long active, StateRuns runs) {
    Map<CodeState.Status, Long> standing = new EnumMap<>(CodeState.Status.class);
    for (CodeState.Status status : CodeState.Status.values()) {
      standing.put(status, 0L);
    }
    record Cause(Stage stage, String reason) {}
    Map<Cause, Long> causes = new HashMap<>();
    for (StateRun run = runs.next(); run != null; run = runs.next()) {
      standing.merge(run.state().status(), run.count(), Long::sum);
      Stage stage = run.wastedAt();
      if (stage != null) {
        causes.merge(
            new Cause(stage, String.valueOf(run.state().reason())), run.count(), Long::sum);
      }
    }
    List<Wasted> wasted = new ArrayList<>();
    causes.forEach((cause, count) -> wasted.add(new Wasted(cause.stage(), cause.reason(), count)));
    wasted.sort(Comparator.comparing(Wasted::stage).thenComparing(Wasted::reason));
    return new WasteReport(runs.batch().count(), printed, applied, active, standing, wasted);
  }

  /** All wasted codes. */
  public long wastedCodes() {
    return wasted.stream().mapToLong(Wasted::count).sum();
  }

  /** Codes that are void for another cause: a list, a single setting, the whole batch. */
  public long voided() {
    return standing(CodeState.Status.VOID) - wastedCodes();
  }

  /** Codes of which nothing is known but that they were issued. */
  public long unprinted() {
    return standing(CodeState.Status.ORDERED);
  }

  /**
   * Codes on labels that are neither on products nor reported wasted or void: the ones to look for.
   */
  public long unaccounted() {
    return standing(CodeState.Status.PRINTED);
  }

  /** How many codes stand in a state. */
  public long standing(CodeState.Status status) {
    return standing.getOrDefault(status, 0L);
  }
}

package org.bricscodes.codes;

import java.util.Collections;
import java.util.EnumMap;
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

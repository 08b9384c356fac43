package org.bricscodes.ledger.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bricscodes.ledger.testkit.FaultScript.Disturbance;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.ledger.testkit.FaultScript.When;

/**
 * Where in the life of an anchor the process ends, as by {@code kill -9}: before or after a call of
 * the ledger, or before or after a change of the store that keeps the life.
 *
 * @param step an {@link Operation} in lower case, or {@code change-<n>}
 */
record KillPoint(String step, When when) {

  /** The exit code of a process that was ended here: what {@code kill -9} gives. */
  static final int EXIT = 137;

  /**
   * Every line of the life.
   *
   * @param changes of the store that an anchor takes which meets no trouble, after the lease
   */
  static List<KillPoint> all(int changes) {
    List<String> steps =
        new ArrayList<>(List.of("prepare", "submit", "inspect", "receipt", "verify"));
    for (int change = 1; change <= changes; change++) {
      steps.add("change-" + change);
    }
    return steps.stream()
        .flatMap(
            step -> Stream.of(new KillPoint(step, When.BEFORE), new KillPoint(step, When.AFTER)))
        .toList();
  }

  static KillPoint parse(String text) {
    int space = text.indexOf(' ');
    return new KillPoint(
        text.substring(space + 1), When.valueOf(text.substring(0, space).toUpperCase(Locale.ROOT)));
  }

  /** The number of the change, or empty for a call of the ledger. */
  Optional<Integer> change() {
    return step.startsWith("change-")
        ? Optional.of(Integer.parseInt(step.substring("change-".length())))
        : Optional.empty();
  }

  /** Ends the process at the first call of the operation. */
  FaultScript script() {
    return operation ->
        operation.toString().toLowerCase(Locale.ROOT).equals(step)
            ? Optional.of(new Disturbance.Halts(when))
            : Optional.empty();
  }

  @Override
  public String toString() {
    return when.toString().toLowerCase(Locale.ROOT) + " " + step;
  }
}

package org.bricscodes.codes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts where the codes of a batch have gone, a bounded step at a time: what was said of ranges is
 * counted at once, what was set of single codes a few thousand a step, so nobody is kept from a
 * thread for long by a batch of millions, and whoever lost interest stops. What is set meanwhile
 * may or may not be counted. Not thread-safe; blocks on the store.
 */
public final class WasteCount {

  /** Runs of a step: some milliseconds. */
  static final int RUNS_AT_ONCE = 4096;

  private record Cause(Stage stage, String reason) {}

  private final long printed;
  private final long applied;
  private final long active;
  private final StateRuns runs;
  private final Map<CodeState.Status, Long> standing = new EnumMap<>(CodeState.Status.class);
  private final Map<Cause, Long> causes = new HashMap<>();
  private long counted;

  WasteCount(long printed, long applied, long active, StateRuns runs) {
    this.printed = printed;
    this.applied = applied;
    this.active = active;
    this.runs = runs;
    for (CodeState.Status status : CodeState.Status.values()) {
      standing.put(status, 0L);
    }
  }

  /** Counts on; the report once every code is counted, null while some are not. */
  public @Nullable WasteReport next() {
    for (int i = 0; i < RUNS_AT_ONCE; i++) {
      StateRun run = runs.next();
      if (run == null) {
        return report();
      }
      count(run);
    }
    return null;
  }

  /** Codes counted so far. */
  public long counted() {
    return counted;
  }

  private void count(StateRun run) {
    counted += run.count();
    standing.merge(run.state().status(), run.count(), Long::sum);
    Stage stage = run.wastedAt();
    if (stage != null) {
      causes.merge(new Cause(stage, String.valueOf(run.state().reason())), run.count(), Long::sum);
    }
  }

  private WasteReport report() {
    List<WasteReport.Wasted> wasted = new ArrayList<>();
    causes.forEach(
        (cause, count) -> wasted.add(new WasteReport.Wasted(cause.stage, cause.reason, count)));
    wasted.sort(
        Comparator.comparing(WasteReport.Wasted::stage).thenComparing(WasteReport.Wasted::reason));
    return new WasteReport(runs.batch().count(), printed, applied, active, standing, wasted);
  }
}

package org.bricscodes.samples.load;

import java.time.Duration;
import java.util.Optional;

/**
 * Processor time of another process on this machine: what others do beside it does not count, so it
 * can be compared where elapsed time cannot.
 */
final class Cost {

  private final ProcessHandle process;

  private Cost(ProcessHandle process) {
    this.process = process;
  }

  /** Of this process, which must run and be this user's. */
  static Cost of(long pid) {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalArgumentException("no process has the id " + pid));
    Cost cost = new Cost(process);
    cost.used();
    return cost;
  }

  /** What it used since it began. */
  Duration used() {
    Optional<Duration> used = process.info().totalCpuDuration();
    return used.orElseThrow(
        () ->
            new IllegalArgumentException(
                "the processor time of process " + process.pid() + " cannot be read here"));
  }
}

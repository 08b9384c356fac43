package org.bricscodes.api;

import java.time.Duration;

/**
 * What consumers may report.
 *
 * @param retention how long reports are kept, 1 to 3650 days
 */
public record ReportSettings(Taking taking, Duration retention) {

  /** Taken, and kept for 400 days. */
  public static final ReportSettings STANDARD = new ReportSettings(Taking.ON, Duration.ofDays(400));

  /** The switch. */
  public enum Taking {
    ON,
    /** No page offers it; what was reported before is still answered. */
    OFF
  }

  public ReportSettings {
    if (retention.compareTo(Duration.ofDays(1)) < 0
        || retention.compareTo(Duration.ofDays(3650)) > 0) {
      throw new IllegalArgumentException(
          "reports are kept 1 to 3650 days, found " + retention.toDays());
    }
  }
}

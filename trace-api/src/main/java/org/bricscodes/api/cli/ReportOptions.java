package org.bricscodes.api.cli;

import java.time.Duration;
import org.bricscodes.api.ReportSettings;
import picocli.CommandLine.Option;

/** What consumers may report. */
final class ReportOptions {

  @Option(
      names = "--reports",
      paramLabel = "on|off",
      defaultValue = "on",
      description =
          "Whether scan pages offer to report a problem to the party that issued the code. Default:"
              + " ${DEFAULT-VALUE}.")
  private String reports = "on";

  @Option(
      names = "--report-retention",
      paramLabel = "DAYS",
      defaultValue = "400",
      description = "How long reports are kept, 1 to 3650 days. Default: ${DEFAULT-VALUE}.")
  private int retention = 400;

  /**
   * @throws UnusableInput naming what cannot be used
   * @throws IllegalArgumentException likewise
   */
  ReportSettings settings() {
    return new ReportSettings(taking(), Duration.ofDays(retention));
  }

  private ReportSettings.Taking taking() {
    return switch (reports) {
      case "on" -> ReportSettings.Taking.ON;
      case "off" -> ReportSettings.Taking.OFF;
      case String other -> throw new UnusableInput("--reports must be on or off, found " + other);
    };
  }
}

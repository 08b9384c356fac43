package org.bricscodes.api.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.ScanSettings;
import org.bricscodes.scans.IpPrefix;
import org.bricscodes.scans.Rules;
import org.bricscodes.scans.RulesFile;
import org.bricscodes.scans.ScanFileException;
import org.bricscodes.scans.ScanPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a scan leaves behind. */
final class ScanOptions {

  @Option(
      names = "--scans",
      paramLabel = "on|off",
      defaultValue = "on",
      description =
          "Whether look-ups of codes are recorded, coarse and under pseudonyms. Default:"
              + " ${DEFAULT-VALUE}.")
  private String scans = "on";

  @Option(
      names = "--scan-retention",
      paramLabel = "DAYS",
      defaultValue = "90",
      description = "How long visits are kept, 1 to 730 days. Default: ${DEFAULT-VALUE}.")
  private int retention = 90;

  @Option(
      names = "--scan-alarm-retention",
      paramLabel = "DAYS",
      defaultValue = "400",
      description = "How long alarms are kept, up to 3650 days. Default: ${DEFAULT-VALUE}.")
  private int alarmRetention = 400;

  @Option(
      names = "--scan-session",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description =
          "Looks of one device at one code no further apart count once. Default: ${DEFAULT-VALUE}.")
  private int session = 30;

  @Option(
      names = "--scan-salt",
      paramLabel = "DAYS",
      defaultValue = "30",
      description =
          "How long visitors can be told apart; then a new salt begins, and the one before the last"
              + " is destroyed. Default: ${DEFAULT-VALUE}.")
  private int salt = 30;

  @Option(
      names = "--scan-cell",
      paramLabel = "DEGREES",
      defaultValue = "1",
      description =
          "Side of the cells that places are known by, 0.5 to 10. Default: ${DEFAULT-VALUE}.")
  private double cell = 1;

  @Option(
      names = "--scan-places",
      paramLabel = "FILE",
      description =
          "Table of places, lines of network,country[,latitude,longitude]; read again when it"
              + " changes. Places are unknown without it.")
  private @Nullable Path places;

  @Option(
      names = "--country-header",
      paramLabel = "NAME",
      description = "Header by which a trusted proxy names the visitor's country.")
  private @Nullable String countryHeader;

  @Option(
      names = "--trusted-proxies",
      paramLabel = "NETWORK",
      split = ",",
      description =
          "Networks such as 10.0.0.0/8 whose X-Forwarded-For and country header are believed;"
              + " several joined by commas. Nobody's by default.")
  private List<String> proxies = new ArrayList<>();

  @Option(
      names = "--scan-rules",
      paramLabel = "FILE",
      description = "Rules that look for copies, over the standard ones: trace scans rules.")
  private @Nullable Path rules;

  /**
   * @throws UnusableInput naming what cannot be used
   * @throws IllegalArgumentException likewise
   */
  ScanSettings settings() {
    return new ScanSettings(
        recording(),
        ScanPolicy.STANDARD.withTimes(
            Duration.ofMinutes(session),
            Duration.ofDays(retention),
            Duration.ofDays(alarmRetention)),
        Duration.ofDays(salt),
        cell,
        countryHeader,
        proxies.stream().map(IpPrefix::parse).toList(),
        places,
        rules(rules));
  }

  /** The standard rules, or those of a file over them. */
  static Rules rules(@Nullable Path file) {
    if (file == null) {
      return Rules.standard();
    }
    try {
      return RulesFile.read(Files.readString(file));
    } catch (IOException e) {
      throw new UnusableInput("cannot read " + file + ": " + e.getMessage(), e);
    } catch (ScanFileException e) {
      throw new UnusableInput(file + ":\n  " + String.join("\n  ", e.faults()), e);
    }
  }

  private ScanSettings.Recording recording() {
    return switch (scans) {
      case "on" -> ScanSettings.Recording.ON;
      case "off" -> ScanSettings.Recording.OFF;
      case String other -> throw new UnusableInput("--scans must be on or off, found " + other);
    };
  }
}

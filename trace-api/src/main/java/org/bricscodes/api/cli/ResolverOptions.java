package org.bricscodes.api.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.api.ResolverSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a service that runs in parts. */
final class ResolverOptions {

  @Option(
      names = "--only",
      paramLabel = "PART",
      description =
          "Runs one part apart from the rest, in a data directory of its own: resolver; or as one"
              + " of several nodes, that hands all else to the others: capture with --log, which"
              + " records events, scans, which answers look-ups of codes, or anchoring, which"
              + " carries checkpoints to ledgers. Everything if absent.")
  private @Nullable String only;

  @Option(
      names = "--scan-base",
      paramLabel = "URL",
      description =
          "With --only resolver: the service that has the scan pages, such as"
              + " https://trace.example.")
  private @Nullable String scanBase;

  @Option(
      names = "--follow",
      paramLabel = "URL",
      description =
          "With --only resolver: the service whose links are copied; TRACE_FOLLOW_KEY holds an"
              + " auditor's key of it. Links are set here if absent.")
  private @Nullable String follow;

  @Option(
      names = "--follow-every",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Pause between two looks at what is followed. Default: ${DEFAULT-VALUE}.")
  private int followEvery;

  @Option(
      names = "--follow-empty",
      description =
          "Takes it over when what is followed has no links any more; otherwise the copy stays.")
  private boolean followEmpty;

  /** Whether nothing is wanted but that events are recorded. */
  boolean onlyCapture() {
    return "capture".equals(only);
  }

  /** Whether nothing is wanted but that look-ups of codes are answered. */
  boolean onlyScans() {
    return "scans".equals(only);
  }

  /** Whether nothing is wanted but that checkpoints are anchored. */
  boolean onlyAnchoring() {
    return "anchoring".equals(only);
  }

  /** What is asked for of a resolver; empty: everything. */
  Optional<ResolverSettings> settings(Map<String, String> environment) {
    if (only == null || onlyCapture() || onlyScans() || onlyAnchoring()) {
      if (scanBase != null || follow != null) {
        throw new UnusableInput("--scan-base and --follow go with --only resolver");
      }
      return Optional.empty();
    }
    if (!only.equals("resolver")) {
      throw new UnusableInput("--only takes resolver, capture, scans or anchoring, found " + only);
    }
    if (scanBase == null) {
      throw new UnusableInput("--only resolver takes --scan-base: where the scan pages are");
    }
    try {
      String key = environment.getOrDefault("TRACE_FOLLOW_KEY", "").strip();
      return Optional.of(
          new ResolverSettings(
              scanBase.replaceAll("/+$", ""),
              follow == null ? null : URI.create(follow),
              key.isEmpty() ? null : key,
              Duration.ofSeconds(followEvery),
              followEmpty));
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }
}

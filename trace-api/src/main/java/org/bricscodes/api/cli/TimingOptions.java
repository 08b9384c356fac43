package org.bricscodes.api.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.api.Timing;
import picocli.CommandLine.Option;

/** Options of how long the service waits for others. */
final class TimingOptions {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m)");

  @Option(
      names = "--reader-patience",
      paramLabel = "TIME",
      defaultValue = "30s",
      description =
          "A reader must take 64 KiB of an answer, or a message of a stream, within this, such as"
              + " 500ms, 30s or 2m; one that does not is cut off. Default: ${DEFAULT-VALUE}.")
  private String reading = "30s";

  @Option(
      names = "--stop-notice",
      paramLabel = "TIME",
      defaultValue = "0s",
      description =
          "How long /ready says that the service stops, and all is answered as before, until no"
              + " more connections are taken: for load balancers. Default: ${DEFAULT-VALUE}.")
  private String notice = "0s";

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      defaultValue = "10s",
      description =
          "How long requests under way may take after that, at most. Default: ${DEFAULT-VALUE}.")
  private String drain = "10s";

  Timing timing() {
    return new Timing(
        parse("--reader-patience", reading),
        parse("--stop-notice", notice),
        parse("--drain", drain));
  }

  private static Duration parse(String option, String given) {
    Matcher time = TIME.matcher(given);
    if (!time.matches()) {
      throw new UnusableInput(
          option + " must be a number and ms, s or m, such as 30s, found " + given);
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case String minutes -> Duration.ofMinutes(number);
    };
  }
}

package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.bricscodes.api.Moving;
import org.bricscodes.moving.LogSuccession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace log succeed}. */
@Command(
    name = "succeed",
    mixinStandardHelpOptions = true,
    header = "Ends the log of a restored data directory that lost entries for good.",
    description = {
      "",
      "The next start begins another log, with a new key and every event there is. The ended log,"
          + " its key and its ledgers are put aside and deleted by nobody: proofs handed out verify"
          + " by themselves. First try trace log resume, and every newer copy there may be: what"
          + " was signed under the ended log and is not here can never be shown again.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 it is ended, 1 it failed, 2 the directory does not wait for such a decision."
    })
final class LogSucceedCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Restored data directory. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Option(
      names = "--entries-are-lost",
      required = true,
      description = "That no newer copy of the log is left anywhere.")
  private boolean lost;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  LogSucceedCommand() {}

  @Override
  public Integer call() {
    if (!lost) {
      throw new UnusableInput("--entries-are-lost has to be true");
    }
    LogSuccession.Ended ended =
        MovingFailures.told(() -> Moving.succeed(data, Clock.systemUTC(), new SecureRandom()));
    PrintWriter out = spec.commandLine().getOut();
    out.println("ended " + ended.log());
    ended.aside().forEach(path -> out.println("kept  " + path));
    out.println("next: trace serve --data " + data + " makes a new key and logs all events again;");
    out.println("tell verifiers the new key and why, and set ledgers up again");
    out.flush();
    return Trace.PROVEN;
  }
}

package org.bricscodes.api.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trace witness}. */
@Command(
    name = "witness",
    mixinStandardHelpOptions = true,
    header = "Makes the key to cosign other logs with, and reads policies.",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "A data directory's witnesses.policy says which witnesses cosign its log"
          + " (c2sp.org/tlog-policy), its witness/logs which logs it cosigns"
          + " (c2sp.org/tlog-list). A service reads both when it starts.",
      ""
    },
    subcommands = {WitnessKeyCommand.class, WitnessPolicyCommand.class})
final class WitnessCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  WitnessCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}

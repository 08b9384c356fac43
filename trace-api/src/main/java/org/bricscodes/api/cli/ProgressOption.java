package org.bricscodes.api.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How long work is shown: on standard error, out of the way of what is printed. */
final class ProgressOption {

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  ProgressBar bar(CommandSpec spec, String unit) {
    return new ProgressBar(
        spec.commandLine().getErr(),
        quiet ? ProgressBar.Style.SILENT : ProgressBar.Style.fitting(),
        unit,
        System::nanoTime);
  }
}

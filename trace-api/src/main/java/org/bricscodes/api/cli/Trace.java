package org.bricscodes.api.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trace}: product codes, events, the log and proofs from the command line. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    version = "trace 0.1.0",
    header = "Product codes, EPCIS events, a transparency log, and proofs anyone can check.",
    description = {
      "",
      "Begin with%n  trace demo --story samples/tea%nor, for a service of your own,%n"
          + "  trace serve --port 8080 --data ./data",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 it worked or was proven, 1 it failed or was refuted, 2 unusable input.",
      "Each command explains itself: trace COMMAND --help"
    },
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      CodesCommand.class,
      CaptureCommand.class,
      QueryCommand.class,
      VerifyCommand.class,
      EvidenceCommand.class,
      DiscloseCommand.class,
      ScansCommand.class,
      LogCommand.class,
      WitnessCommand.class,
      KeysCommand.class,
      LedgersCommand.class,
      LinksCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Trace implements Runnable {

  static final int PROVEN = 0;
  static final int REFUTED = 1;
  static final int UNUSABLE = 2;

  @Spec private CommandSpec spec;

  /** Made by the command line parser, which fills {@code spec}. */
  @SuppressWarnings("NullAway.Init")
  public Trace() {}

  /** The process's entry. */
  public static void main(String[] args) {
    System.exit(command().execute(args));
  }

  /** The whole command line, writing to the standard streams unless told otherwise. */
  public static CommandLine command() {
    return new CommandLine(new Trace())
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(Trace::failed);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("trace: " + (failure.getMessage() == null ? failure : failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        err.println("  because: " + cause.getMessage());
      }
    }
    err.flush();
    return failure instanceof UnusableInput ? UNUSABLE : REFUTED;
  }
}

package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bricscodes.api.Assembly;
import org.bricscodes.tlog.AuditFinding;
import org.bricscodes.tlog.AuditReport;
import org.bricscodes.tlog.EntryCheck;
import org.bricscodes.tlog.LogAudit;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace log}. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    header = "Checks a transparency log without trusting who serves it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {LogResumeCommand.class, LogSucceedCommand.class},
    footer = {
      "",
      "Example:",
      "  trace log check https://trace.example/log --key \"$(cat log.vkey)\"",
      "  trace log check data/log --key \"$(cat log.vkey)\" --data data"
    })
final class LogCommand implements Runnable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Resources fetched at a time. */
  private static final int WORKERS = 4;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  LogCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      header = "Recomputes every leaf, tile and root from the entries.",
      footer = {
        "",
        "Exit codes: 0 the log is what its checkpoint signs, 1 it is not, 2 unusable input."
      })
  int check(
      @Parameters(
              paramLabel = "URL|DIR",
              description = "Address of the log, such as https://trace.example/log, or its folder.")
          String where,
      @Option(
              names = "--key",
              paramLabel = "VKEY",
              required = true,
              description = "The log's verifier key, obtained elsewhere.")
          String key,
      @Option(
              names = "--data",
              paramLabel = "DIR",
              description =
                  "Also derive the entries of the events in this data directory again; no service"
                      + " may have it open.")
          @Nullable Path data) {
    PrintWriter out = spec.commandLine().getOut();
    TrustedLog trusted;
    try {
      trusted = TrustedLog.of(VerifierKey.parse(key.strip()));
    } catch (TlogException | IllegalArgumentException e) {
      throw new UnusableInput("--key is not a verifier key: " + e.getMessage(), e);
    }
    try (LogSource source = source(where);
        Assembly stored = data == null ? null : DataOption.existing(data)) {
      EntryCheck check = stored == null ? EntryCheck.NONE : stored.retained();
      AuditReport report = new LogAudit(source, trusted, List.of(), check, WORKERS).run();
      if (!report.isSound() && report.findings().stream().allMatch(LogCommand::isOutage)) {
        throw new UnusableInput("the log could not be read: " + report.findings().getFirst());
      }
      report.findings().forEach(finding -> out.println("WRONG  " + finding));
      out.println(
          report.isSound()
              ? "SOUND  " + trusted.origin() + ", " + report.entries() + " entries"
              : "NOT SOUND  " + trusted.origin());
      out.flush();
      return report.isSound() ? Trace.PROVEN : Trace.REFUTED;
    }
  }

  /** Says nothing about the log. */
  private static boolean isOutage(AuditFinding finding) {
    return finding.kind() == AuditFinding.Kind.UNREADABLE;
  }

  private static LogSource source(String where) {
    if (where.startsWith("http://") || where.startsWith("https://")) {
      return LogSource.http(URI.create(where.replaceAll("/+$", "")), TIMEOUT);
    }
    Path directory = Path.of(where);
    if (!Files.isDirectory(directory)) {
      throw new UnusableInput(where + " is neither an address nor a folder");
    }
    return LogSource.directory(directory);
  }
}

package org.bricscodes.api.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.client.DownloadProgress;
import org.bricscodes.scans.Replay;
import org.bricscodes.scans.RulesFile;
import org.bricscodes.scans.ScanFileException;
import org.bricscodes.scans.ScanLogFormat;
import org.bricscodes.scans.ScanPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace scans}. */
@Command(
    name = "scans",
    mixinStandardHelpOptions = true,
    header = "Recorded look-ups of codes, and the rules that find copies in them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: what other thresholds would have said",
      "  trace scans rules > my.rules      # and change some lines",
      "  TRACE_KEY=… trace scans export --out scans.ndjson",
      "  trace scans replay scans.ndjson --rules my.rules"
    })
final class ScansCommand implements Runnable {

  private static final int MAX_FAULTS = 20;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  ScansCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      header = "Writes every visit that is kept, one JSON object a line; takes an auditor's key.")
  int export(
      @Mixin RemoteOptions remote,
      @Option(names = "--out", description = "File to write; standard output if absent.")
          @Nullable Path file)
      throws IOException {
    if (file == null) {
      remote.client().scans().write(new UnclosedOut(), DownloadProgress.NONE);
    } else {
      remote.client().scans().save(file, DownloadProgress.NONE);
    }
    return Trace.PROVEN;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      header = "Runs rules over a scan log and prints what each says.",
      description = {
        "",
        "Where lines carry \"label\": \"clone\" or \"genuine\", hits and false alarms are told apart."
            + " A code counts as copied when any of its lines says so.",
        ""
      },
      footer = {"", "Exit codes: 0 it was replayed, 2 unusable input."})
  int replay(
      @Parameters(paramLabel = "FILE", description = "A log as trace scans export writes it.")
          Path file,
      @Option(names = "--rules", description = "Rules over the standard ones.")
          @Nullable Path rules)
      throws IOException {
    Replay replay = new Replay(ScanOptions.rules(rules), ScanPolicy.STANDARD);
    List<String> faults = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      long number = 0;
      for (String line = lines.readLine();
          line != null && faults.size() < MAX_FAULTS;
          line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          add(replay, line, number, faults);
        }
      }
    } catch (NoSuchFileException e) {
      throw new UnusableInput("there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new UnusableInput(file + " is not UTF-8 text", e);
    }
    if (!faults.isEmpty()) {
      faults.forEach(fault -> err().println(fault));
      err().flush();
      return Trace.UNUSABLE;
    }
    out().print(replay.report());
    out().flush();
    return Trace.PROVEN;
  }

  private static void add(Replay replay, String line, long number, List<String> faults) {
    try {
      replay.add(ScanLogFormat.read(line));
    } catch (ScanFileException e) {
      e.faults().forEach(fault -> faults.add("line " + number + ": " + fault));
    }
  }

  @Command(
      name = "rules",
      mixinStandardHelpOptions = true,
      header = "Prints the standard rules, to begin one's own with.")
  int rules() {
    out().print(RulesFile.standardText());
    out().flush();
    return Trace.PROVEN;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}

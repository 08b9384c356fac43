package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bricscodes.api.client.Captures;
import org.bricscodes.api.sheet.SheetTemplate;
import org.bricscodes.capture.ErrorBehaviour;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace capture}. */
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    header = "Reports events to a service and waits for what became of them.",
    description = {
      "",
      "A file is EPCIS 2.0 JSON-LD, EPCIS 2.0 or 1.2 XML, or a spreadsheet of events as XLSX or"
          + " CSV, also packed with gzip. A folder stands for the files in it, - for standard"
          + " input. A file larger than the service takes is cut into documents as it is read;"
          + " errors are told in the terms of the file.",
      "",
      "A spreadsheet begins with a template (--template), which says what goes where. Every row is"
          + " checked before anything is sent.",
      "",
      "Sending a file again is harmless: what was recorded is known. After an interruption, send"
          + " everything again.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 every event was recorded, now or before; 1 some were not; 2 unusable input.",
      "",
      "Examples:",
      "  TRACE_KEY=… trace capture --url https://trace.example events/",
      "  zcat archive.xml.gz | trace capture --proceed -",
      "  trace capture --template events.xlsx"
    })
final class CaptureCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int MAX_IN_FLIGHT = 32;

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(
      names = "--proceed",
      description =
          "Record each event by itself; otherwise all of a document, or none. A file that is cut"
              + " is several documents.")
  private boolean proceed;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Documents under way at once, 1 to 32; 1 keeps the order of the files. Default:"
              + " ${DEFAULT-VALUE}.")
  private int inFlight;

  @Mixin private ProgressOption progress = new ProgressOption();

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "Write a spreadsheet to fill in, .xlsx or .csv, and send nothing.")
  private @Nullable Path template;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files, folders, or -.")
  private List<String> names = List.of();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  CaptureCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (template != null) {
      return write(template);
    }
    if (names.isEmpty()) {
      throw new UnusableInput("name a file, a folder, or - for standard input");
    }
    if (inFlight < 1 || inFlight > MAX_IN_FLIGHT) {
      throw new UnusableInput("--in-flight is 1 to " + MAX_IN_FLIGHT);
    }
    PrintWriter out = spec.commandLine().getOut();
    Captures captures = remote.client().patient(PATIENCE).captures();
    ErrorBehaviour behaviour = proceed ? ErrorBehaviour.PROCEED : ErrorBehaviour.ROLLBACK;
    try (EventFiles files = EventFiles.of(names, System.in);
        ProgressBar bar = progress.bar(spec, "events");
        CaptureRun run =
            new CaptureRun(captures, behaviour, inFlight, Clock.systemUTC(), out, bar)) {
      CaptureTally total = run.run(files.list());
      int count = files.list().size();
      out.println(
          String.format(Locale.ROOT, "%s, in %,d file%s", total, count, count == 1 ? "" : "s"));
      out.flush();
      return total.isComplete() ? Trace.PROVEN : Trace.REFUTED;
    }
  }

  private int write(Path file) throws IOException {
    try {
      SheetTemplate.write(file);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    } catch (FileAlreadyExistsException e) {
      throw new UnusableInput(file + " is there already; name another", e);
    }
    spec.commandLine().getOut().println("wrote " + file + "; fill it in and send it");
    spec.commandLine().getOut().flush();
    return Trace.PROVEN;
  }
}

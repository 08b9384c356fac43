package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.Captures;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.capture.ErrorBehaviour;
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
    header = "Reports EPCIS documents to a service and waits for what became of them.",
    footer = {
      "",
      "Sending a document again is harmless. Exit code 0 only if every event was recorded.",
      "",
      "Example:",
      "  TRACE_KEY=… trace capture --url https://trace.example events/*.jsonld"
    })
final class CaptureCommand implements Callable<Integer> {

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(
      names = "--proceed",
      description = "Record each event by itself; otherwise all of a document, or none.")
  private boolean proceed;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "EPCIS 2.0 JSON-LD documents.")
  private List<Path> files = List.of();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  CaptureCommand() {}

  @Override
  public Integer call() throws IOException {
    Captures captures = remote.client().captures();
    PrintWriter out = spec.commandLine().getOut();
    ProgressLines progress = new ProgressLines(out);
    int done = 0;
    int exit = Trace.PROVEN;
    for (Path file : files) {
      CaptureReceipt receipt =
          captures.capture(
              Files.readAllBytes(file),
              EventForm.JSON,
              proceed ? ErrorBehaviour.PROCEED : ErrorBehaviour.ROLLBACK);
      progress.done(
          ++done,
          files.size(),
          file
              + ": "
              + receipt.recorded()
              + " recorded, "
              + receipt.duplicates()
              + " known, "
              + receipt.refused()
              + " refused");
      for (CaptureReceipt.CaptureError error : receipt.errors()) {
        out.println("  " + error);
        exit = Trace.REFUTED;
      }
    }
    out.flush();
    return exit;
  }
}

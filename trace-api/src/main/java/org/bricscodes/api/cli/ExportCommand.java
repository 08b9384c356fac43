package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bricscodes.api.Moving;
import org.bricscodes.moving.StoreExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Writes a whole service into a folder, to be imported elsewhere.",
    description = {
      "",
      "Everything moves: events, codes, scans, anchors, the log. Stop the service first. Killed or"
          + " out of space, run it again: it goes on where it was, unless the service ran"
          + " meanwhile.",
      "",
      "Secrets do not move: carry DATA/keys and DATA/ledgers besides, by a way you trust.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  trace export --data /var/lib/trace /mnt/export",
      "  mkdir -m 700 /srv/trace && cp -a /var/lib/trace/keys /var/lib/trace/ledgers /srv/trace/",
      "  trace import --data /srv/trace /mnt/export",
      "",
      "Exit codes: 0 it is whole, 1 it failed, 2 the folder or the data directory cannot be used."
    })
final class ExportCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data directory; no service may have it open. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Parameters(paramLabel = "OUT", description = "Folder to write; absent, empty, or begun before.")
  private Path out = Path.of("");

  @Mixin private StoreOptions store = new StoreOptions();

  @Mixin private KeyOptions keys = new KeyOptions();

  @Mixin private ProgressOption progress = new ProgressOption();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  ExportCommand() {}

  @Override
  public Integer call() {
    StoreExport.Exported done;
    try (ProgressBar bar = progress.bar(spec, "rows")) {
      done =
          MovingFailures.told(
              () ->
                  Moving.export(
                      data,
                      store.settings(),
                      keys.settings(System.getenv()),
                      out,
                      bar::at,
                      Clock.systemUTC(),
                      new SecureRandom()));
    }
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        Locale.ROOT, "exported  %,d rows, %.1f MB, to %s%n", done.rows(), done.bytes() / 1e6, out);
    print.printf(Locale.ROOT, "log       %,d entries, root %s%n", done.entries(), done.root());
    print.println("carry besides: " + data.resolve("keys") + " and " + data.resolve("ledgers"));
    print.flush();
    return Trace.PROVEN;
  }
}

package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bricscodes.api.Moving;
import org.bricscodes.moving.StoreImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    header = "Fills an empty data directory from an export.",
    description = {
      "",
      "DATA holds the keys/ and ledgers/ of the exported service, and nothing else yet. All rows"
          + " are read back and added up, and the log's root is compared with the one its key"
          + " signed; until then the directory cannot be served. Killed, run it again: it goes on.",
      "",
      "Never start the old service again: two services with one log's key would fork the log.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 it is whole, 1 it failed, 2 the export, the keys or the directory cannot be"
          + " used."
    })
final class ImportCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data directory to fill. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Parameters(paramLabel = "IN", description = "Folder that trace export wrote.")
  private Path in = Path.of("");

  @Mixin private StoreOptions store = new StoreOptions();

  @Mixin private KeyOptions keys = new KeyOptions();

  @Mixin private ProgressOption progress = new ProgressOption();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  ImportCommand() {}

  @Override
  public Integer call() {
    StoreImport.Imported done;
    try (ProgressBar bar = progress.bar(spec, "rows")) {
      done =
          MovingFailures.told(
              () ->
                  Moving.importFrom(
                      data,
                      store.settings(),
                      keys.settings(System.getenv()),
                      in,
                      bar::at,
                      Clock.systemUTC(),
                      new SecureRandom()));
    }
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        Locale.ROOT,
        "imported  %,d rows, %.1f MB, into %s%n",
        done.rows(),
        done.bytes() / 1e6,
        data);
    print.printf(
        Locale.ROOT,
        "log       %s, %,d entries, root %s, as its key signed it%n",
        done.origin(),
        done.entries(),
        done.root());
    print.flush();
    return Trace.PROVEN;
  }
}

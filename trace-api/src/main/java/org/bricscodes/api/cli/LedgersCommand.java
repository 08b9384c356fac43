package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.LedgerSetUp;
import org.bricscodes.ledger.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace ledgers}. */
@Command(
    name = "ledgers",
    mixinStandardHelpOptions = true,
    header = "Explains ledgers, and makes what has to stand on one before it can be used.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  trace ledgers set-up eip155 --set rpc=https://node.example --set key-file=evm.key \\",
      "    --to data/ledgers/evm.properties"
    })
final class LedgersCommand implements Runnable {

  private final LedgerProviders providers =
      LedgerProviders.load(LedgersCommand.class.getClassLoader());

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  LedgersCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "settings",
      mixinStandardHelpOptions = true,
      header = "Prints what an adapter reads from its file in the data directory's ledgers/.")
  int settings(
      @Parameters(paramLabel = "ADAPTER", description = "Its exact id, such as eip155.")
          String adapter) {
    PrintWriter out = spec.commandLine().getOut();
    LedgerProvider provider = provider(adapter);
    out.println("adapter=" + adapter);
    print(out, provider.settings());
    if (provider instanceof LedgerSetUp setUp) {
      out.println();
      out.println("trace ledgers set-up " + adapter + " makes what it needs, and reads");
      print(out, setUp.setUpSettings());
    }
    out.flush();
    return Trace.PROVEN;
  }

  @Command(
      name = "set-up",
      mixinStandardHelpOptions = true,
      header = "Makes on a ledger what the service then speaks to, such as its contracts.",
      description = {
        "",
        "Each run makes it anew. Writes the file the service reads its ledger from, for its owner's"
            + " eyes only; never over another.",
        ""
      })
  int setUp(
      @Parameters(paramLabel = "ADAPTER", description = "Its exact id, such as eip155.")
          String adapter,
      @Option(
              names = "--set",
              paramLabel = "KEY=VALUE",
              description = "A setting; trace ledgers settings ADAPTER names them.")
          Map<String, String> settings,
      @Option(
              names = "--to",
              paramLabel = "FILE",
              required = true,
              description = "The file to write, such as data/ledgers/evm.properties.")
          Path file)
      throws IOException, InterruptedException {
    LedgerProvider provider = provider(adapter);
    if (Files.exists(file)) {
      throw new UnusableInput(file + " exists already");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UnusableInput(folder + " is no folder");
    }
    LedgerContext context = new LedgerContext(InstantSource.system(), new SecureRandom());
    SortedMap<String, String> made;
    try {
      made =
          providers.setUp(
              adapter, new LedgerConfig(settings == null ? Map.of() : settings), context);
    } catch (LedgerException e) {
      return refused(e);
    }
    NewLedgerFile.write(file, adapter, "remote", made);
    PrintWriter out = spec.commandLine().getOut();
    for (Setting setting : provider.settings()) {
      String value = made.get(setting.key());
      if (value != null && setting.exposure() == Setting.Exposure.PUBLIC) {
        out.println(setting.key() + "=" + value);
      }
    }
    out.println("wrote " + file);
    out.flush();
    return Trace.PROVEN;
  }

  private int refused(LedgerException e) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("trace: " + e.getMessage());
    err.flush();
    return switch (e.fault().remedy()) {
      case FIX -> Trace.UNUSABLE;
      case FUND, INSPECT, RESEND, REPLACE, PREPARE_AGAIN, READ_HEAD, LOOK_UP, ALARM ->
          Trace.REFUTED;
    };
  }

  private LedgerProvider provider(String adapter) {
    try {
      return providers.named(adapter);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private static void print(PrintWriter out, List<Setting> settings) {
    for (Setting setting : settings) {
      String need =
          setting
              .standard()
              .map(value -> "; " + value + " if it is left out")
              .orElse(setting.need() == Setting.Need.REQUIRED ? "; required" : "");
      out.println("  " + setting.key() + "  " + setting.meaning() + need);
    }
  }
}

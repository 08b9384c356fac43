package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.TraceServer;
import org.bricscodes.api.output.BatchFormat;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.api.output.OptionFault;
import org.bricscodes.api.output.SymbolGate;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodesException;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.qr.QrSymbol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes}: mostly against a data directory, without a service. */
@Command(
    name = "codes",
    mixinStandardHelpOptions = true,
    header = "Issues, exports, reads, checks and draws product codes, most of it off-line.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ExportCodesCommand.class,
      CodesReadCommand.class,
      CodesInnerCommand.class,
      CodesInspectCommand.class,
      CodesReportCommand.class,
      CodesVoidCommand.class,
      CodesStateCommand.class,
      CodesStatesCommand.class,
      CodesWasteCommand.class,
      CodesAliasesCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  trace codes issue --data ./data --gtin 09521222000018 --lot TGY2604A --quantity 1000 \\",
      "    --owner https://id.gs1.org/417/9521222000001 --base-url https://trace.example \\",
      "    --out codes.csv",
      "  trace codes check --data ./data https://trace.example/01/09521222000018/21/7GF0…"
    })
final class CodesCommand implements Runnable {

  private static final String DEFAULT_BASE = "https://id.gs1.org";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  CodesCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "issue",
      mixinStandardHelpOptions = true,
      header = "Issues a batch and writes a file of it: its codes as serial,uri lines.",
      description = {"", "Other files of it, as often as wanted: trace codes export.", ""})
  int issue(
      @Mixin DataOption data,
      @Option(names = "--gtin", required = true, description = "GTIN with check digit.")
          String gtin,
      @Option(names = "--lot", required = true, description = "Lot number, AI 10.") String lot,
      @Option(names = "--quantity", required = true, description = "How many codes.") long quantity,
      @Option(
              names = "--owner",
              defaultValue = TraceServer.OPERATOR,
              description = "URI of the ordering party. Default: ${DEFAULT-VALUE}.")
          String owner,
      @Option(names = "--expiry", description = "Last day of use, YYYY-MM-DD.")
          @Nullable String expiry,
      @Option(names = "--plant", description = "Where the lot is made.") @Nullable String plant,
      @Option(names = "--product", description = "What to call it.") @Nullable String product,
      @Option(
              names = "--markets",
              split = ",",
              paramLabel = "CC",
              description = "Countries it may be sold in, such as CN,ZA; anywhere if absent.")
          @Nullable List<String> markets,
      @Option(names = "--base-url", defaultValue = DEFAULT_BASE, description = BASE_HELP)
          String baseUrl,
      @Option(names = "--format", defaultValue = "csv", description = FORMAT_HELP) String format,
      @Mixin FontOption font,
      @Option(names = "--out", description = OUT_HELP) @Nullable Path out)
      throws IOException {
    BatchFormat wanted = ExportCodesCommand.format(format);
    LabelFonts fonts = font.fonts(wanted);
    try (Assembly assembly = data.open()) {
      BatchOrder order =
          BatchOrder.builder(owner)
              .gtin(gtin)
              .lot(lot)
              .quantity(quantity)
              .expiry(expiry)
              .plant(plant)
              .product(product)
              .markets(markets == null ? List.of() : markets)
              .build();
      Batch batch = assembly.codes().issue(order);
      assembly.tell();
      try (LocalOutput output = new LocalOutput(fonts)) {
        output.write(assembly.codes().serials(batch), baseUrl, wanted, Map.of(), out);
      }
      err().println("batch " + batch.id() + ": " + batch.count() + " codes");
      return Trace.PROVEN;
    } catch (CodesException.InvalidOrder e) {
      e.faults().forEach(fault -> err().println(fault.field() + " " + fault.message()));
      return Trace.UNUSABLE;
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      header = "Tells an issued code from a guessed one: exit code 0 only if it is genuine.")
  int check(
      @Mixin DataOption data,
      @Parameters(paramLabel = "LINK", description = "Digital Link with GTIN and serial.")
          String text) {
    DigitalLink link = link(text);
    String serial = link.serial().orElseThrow(() -> new UnusableInput("the link has no serial"));
    try (Assembly assembly = data.openExisting()) {
      CodeCheck check =
          assembly.codes().check(link.gtin().orElseThrow(), link.lot().orElse(null), serial);
      out().println(describe(check));
      return check instanceof CodeCheck.Genuine ? Trace.PROVEN : Trace.REFUTED;
    }
  }

  @Command(
      name = "symbol",
      mixinStandardHelpOptions = true,
      header = "Draws a Digital Link as a QR symbol.")
  int symbol(
      @Parameters(paramLabel = "LINK", description = "The Digital Link.") String text,
      @Option(
              names = "--out",
              description = "A file ending in .svg or .png; the terminal if absent.")
          @Nullable Path file)
      throws IOException {
    QrSymbol symbol = QrSymbol.of(link(text));
    List<OptionFault> faults = SymbolGate.faults(symbol, 0);
    if (!faults.isEmpty()) {
      throw new UnusableInput(
          faults.stream().map(OptionFault::message).collect(Collectors.joining("; ")));
    }
    if (file == null) {
      out().print(symbol.terminalText());
      out().flush();
      return Trace.PROVEN;
    }
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      Files.writeString(file, symbol.svg());
    } else if (name.endsWith(".png")) {
      Files.write(file, symbol.png(8));
    } else {
      throw new UnusableInput("--out must end in .svg or .png");
    }
    return Trace.PROVEN;
  }

  private static final String BASE_HELP = "Base of the printed links. Default: ${DEFAULT-VALUE}.";
  private static final String FORMAT_HELP =
      "csv, ndjson, or another of trace codes export. Default: ${DEFAULT-VALUE}.";
  private static final String OUT_HELP = "File to write; standard output if absent.";

  private static String describe(CodeCheck check) {
    return switch (check) {
      case CodeCheck.Genuine genuine ->
          "genuine: lot "
              + genuine.batch().lot()
              + ", batch "
              + genuine.batch().id()
              + ", owner "
              + genuine.batch().owner();
      case CodeCheck.NotIssued _ -> "not issued: this serial was never given out";
      case CodeCheck.WrongLot wrong ->
          "wrong lot: this serial was issued for lot " + wrong.batch().lot();
      case CodeCheck.Malformed malformed -> "malformed: " + malformed.reason();
      case CodeCheck.KeyUnknown unknown ->
          "unknown: the key of epoch " + unknown.epoch().symbol() + " is not here";
    };
  }

  private static DigitalLink link(String text) {
    try {
      return DigitalLink.parse(text);
    } catch (Gs1Exception e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}

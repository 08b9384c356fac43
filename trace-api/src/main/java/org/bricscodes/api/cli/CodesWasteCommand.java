package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.WasteForm;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.WasteCount;
import org.bricscodes.codes.WasteReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes waste}: where the codes of a batch have gone. */
@Command(
    name = "waste",
    mixinStandardHelpOptions = true,
    header = "Counts where the codes of a batch have gone: printed, applied, wasted, unaccounted.",
    description = {
      "",
      "From a data directory that no service has open, or with --url from a service. Unaccounted"
          + " are codes on labels that are neither on products nor reported wasted or void.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  trace codes waste 09521222000018-B-0000000 --data ./data",
      "  TRACE_KEY=… trace codes waste 09521222000018-B-0000000 --url https://trace.example \\",
      "    --format csv"
    })
final class CodesWasteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data = new DataOption();
  @Mixin private ProgressOption progress = new ProgressOption();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of a service; the data directory if absent.")
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "API key; better kept in the environment, as TRACE_KEY.")
  private @Nullable String key;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, csv or json. Default: ${DEFAULT-VALUE}.")
  private String format = "text";

  @Parameters(paramLabel = "BATCH", description = "Id of the batch.")
  private String batch = "";

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  CodesWasteCommand() {}

  @Override
  public Integer call() {
    WasteForm form = form();
    String service = url;
    WasteReport waste =
        service == null ? offLine() : RemoteOptions.client(service, key).life().waste(batch);
    PrintWriter out = spec.commandLine().getOut();
    if (form == null) {
      print(waste, out);
    } else {
      out.print(new String(form.write(waste), StandardCharsets.UTF_8));
      out.print(form == WasteForm.JSON ? System.lineSeparator() : "");
    }
    out.flush();
    return Trace.PROVEN;
  }

  /** Null: as text. */
  private @Nullable WasteForm form() {
    for (WasteForm form : WasteForm.values()) {
      if (form.word().equals(format)) {
        return form;
      }
    }
    if (!format.equals("text")) {
      throw new UnusableInput("--format must be text, csv or json");
    }
    return null;
  }

  private WasteReport offLine() {
    try (Assembly assembly = data.openExisting();
        ProgressBar bar = progress.bar(spec, "codes")) {
      Batch found = CodeFiles.batch(assembly.codes(), batch);
      WasteCount count = assembly.life().countWaste(found);
      WasteReport waste = count.next();
      while (waste == null) {
        bar.at(count.counted(), found.count(), count.counted());
        waste = count.next();
      }
      return waste;
    }
  }

  private static void print(WasteReport waste, PrintWriter out) {
    line(out, "ordered", waste.ordered());
    line(out, "printed", waste.printed());
    line(out, "applied", waste.applied());
    line(out, "active", waste.active());
    line(out, "wasted", waste.wastedCodes());
    waste
        .wasted()
        .forEach(
            part -> line(out, "  " + part.stage().word() + ", " + part.reason(), part.count()));
    line(out, "voided", waste.voided());
    line(out, "unprinted", waste.unprinted());
    line(out, "unaccounted", waste.unaccounted());
  }

  private static void line(PrintWriter out, String what, long count) {
    out.println(String.format(Locale.ROOT, "%,15d  %s", count, what));
  }
}

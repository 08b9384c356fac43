package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.client.BatchFileRequest;
import org.bricscodes.api.client.Codes;
import org.bricscodes.api.output.BatchFile;
import org.bricscodes.api.output.BatchFormat;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes export}: the files of a batch, off-line or from a service. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Writes a file of a batch: codes, symbols, labels; always the same bytes.",
    description = {
      "",
      "From a data directory that no service has open, or with --url from a service. A file is"
          + " written as FILE.part and takes its name when it is whole. A connection that breaks is"
          + " made again by itself; --resume goes on with what an earlier run left.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  trace codes export 09521222000018-B-0000000 --data ./data --out codes.csv",
      "  trace codes export 09521222000018-B-0000000 --url https://trace.example \\",
      "    --format png --level Q --from 0 --count 50000 --out roll-1.zip --resume",
      "  trace codes export 09521222000018-B-0000000 --format zpl --dpi 300 --label 50x30 \\",
      "    --font NotoSansSC-Regular.otf --out labels.zpl"
    })
final class ExportCodesCommand implements Callable<Integer> {

  private static final String DEFAULT_BASE = "https://id.gs1.org";

  @Mixin private DataOption data = new DataOption();

  @Mixin private FileOptionsMixin options = new FileOptionsMixin();

  @Mixin private FontOption font = new FontOption();

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
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv, ndjson, png, svg, pdf, zpl. Default: ${DEFAULT-VALUE}.")
  private String format = "csv";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "Base of the printed links. Default: that of the service. Off-line, symbols and labels"
              + " need it; csv and ndjson have "
              + DEFAULT_BASE
              + " without it.")
  private @Nullable String base;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write; standard output if absent.")
  private @Nullable Path file;

  @Option(names = "--resume", description = "Go on with what an earlier run left of FILE.")
  private boolean resume;

  @Parameters(paramLabel = "BATCH", description = "Id of the batch.")
  private String batch = "";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  ExportCodesCommand() {}

  @Override
  public Integer call() throws IOException {
    BatchFormat wanted = format(format);
    if (resume && file == null) {
      throw new UnusableInput("--resume goes with --out: only a file can be gone on with");
    }
    String service = url;
    if (service != null && font.isGiven()) {
      throw new UnusableInput(
          "--font goes without --url: a service has fonts of its own, by trace serve --label-font");
    }
    return service == null ? offLine(wanted, id(batch)) : remote(service, wanted);
  }

  /** The format of this name. */
  static BatchFormat format(String word) {
    return BatchFormat.of(word)
        .orElseThrow(
            () -> new UnusableInput("--format is one of " + BatchFormat.words() + ": " + word));
  }

  private int offLine(BatchFormat wanted, BatchId id) throws IOException {
    LabelFonts fonts = font.fonts(wanted);
    try (Assembly assembly = data.openExisting();
        LocalOutput output = new LocalOutput(fonts);
        ProgressBar bar = progress.bar(spec, "codes")) {
      Batch found = assembly.codes().batch(id).orElse(null);
      if (found == null) {
        spec.commandLine().getErr().println("no batch " + id);
        return Trace.REFUTED;
      }
      String printed = base == null ? DEFAULT_BASE : base.replaceAll("/+$", "");
      BatchFile made =
          output.file(assembly.codes().serials(found), printed, wanted, options.given());
      if (base == null && wanted != BatchFormat.CSV && wanted != BatchFormat.NDJSON) {
        throw new UnusableInput(
            "--base-url is missing: symbols and labels lead to that address, as in"
                + " https://trace.example");
      }
      Path target = file;
      if (target == null) {
        output.print(made);
      } else {
        output.save(
            made, target, resume, (done, all) -> bar.at(done, all, share(made.codes(), done, all)));
      }
      return Trace.PROVEN;
    }
  }

  private int remote(String service, BatchFormat wanted) throws IOException {
    Map<String, String> given = new TreeMap<>(options.given());
    if (base != null) {
      given.put("base", base);
    }
    BatchFileRequest request = new BatchFileRequest(wanted.segment(), given);
    Codes codes = RemoteOptions.client(service, key).codes();
    try (ProgressBar bar = progress.bar(spec, "codes")) {
      Path target = file;
      if (target == null) {
        try (OutputStream out = new UnclosedOut()) {
          codes.download(batch, request, out, (got, all) -> bar.at(got, all, -1));
        }
      } else {
        Codes.Begin begin = resume ? Codes.Begin.RESUMING : Codes.Begin.ANEW;
        codes.download(batch, request, target, begin, (got, all) -> bar.at(got, all, -1));
      }
    }
    return Trace.PROVEN;
  }

  /** Codes done, as far as that can be told from bytes. */
  private static long share(long codes, long done, long all) {
    return all <= 0 ? -1 : (long) ((double) done / all * codes);
  }

  private static BatchId id(String text) {
    try {
      return BatchId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }
}

package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bricscodes.api.output.EvidenceSheet;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.BundlePins;
import org.bricscodes.provenance.BundleVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace evidence}. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    header = "Checks the proof bundle of a code and prints what it shows on one page of PDF.",
    description = {
      "",
      "The sheet names the file by its SHA-256, the log, who cosigned it, the ledgers and the"
          + " steps, with a QR code of the page where the proof is. Nothing is printed of a file"
          + " that is not proven.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 proven and printed, 1 not proven, 2 it is no bundle of a code.",
      "",
      "Example:",
      "  trace evidence proof.json -o sheet.pdf --page https://trace.example/scan"
    })
final class EvidenceCommand implements Callable<Integer> {

  @Mixin private BundleOptions given;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "PDF",
      description = "Where the sheet is written.")
  private Path output = Path.of("");

  @Option(
      names = "--page",
      paramLabel = "URL",
      defaultValue = DigitalLink.CANONICAL_BASE,
      description = "What pages of codes begin with, for the QR code. Default: ${DEFAULT-VALUE}.")
  private String page = DigitalLink.CANONICAL_BASE;

  @Option(
      names = "--font",
      paramLabel = "FILE",
      description =
          "TTF, OTF or TTC font for names that are neither Latin, Greek nor Cyrillic; may be given"
              + " several times.")
  private List<Path> fonts = new ArrayList<>();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills given and spec
  EvidenceCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    byte[] bundle = given.bytes();
    BundleVerifier verifier =
        new BundleVerifier(
            LedgerProviders.load(EvidenceCommand.class.getClassLoader()),
            new BundlePins(given.logKeys(), List.of(), 0, given.policy(), Map.of(), Map.of()));
    int exit =
        switch (verifier.check(bundle)) {
          case BundleCheck.Proven proven -> {
            Files.write(output, sheet(proven, bundle));
            out.println("PROVEN  " + proven.code() + ", printed to " + output);
            yield Trace.PROVEN;
          }
          case BundleCheck.ProvenSet _ -> {
            out.println("unusable  is the answer to a query; a sheet is about one code");
            yield Trace.UNUSABLE;
          }
          case BundleCheck.Failed failed -> BundleOptions.print(out, failed);
          case BundleCheck.Unusable unusable -> BundleOptions.print(out, unusable);
        };
    out.flush();
    return exit;
  }

  private byte[] sheet(BundleCheck.Proven proven, byte[] bundle) {
    DigitalLink address;
    try {
      address = DigitalLink.parse(proven.code()).withBase(page);
    } catch (Gs1Exception e) {
      throw new UnusableInput("--page " + page + " is no address pages begin with", e);
    }
    try {
      return EvidenceSheet.pdf(proven, bundle, address, LabelFonts.of(fonts));
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("the sheet cannot be printed: " + e.getMessage(), e);
    }
  }
}

package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.bricscodes.codes.CodesException;
import org.bricscodes.codes.InspectorKey;
import org.bricscodes.codes.InspectorKey.Finding;
import org.bricscodes.codes.Serial;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    header = "Checks a code with an inspector key alone: exit code 0 only if it was issued.",
    description = {"", "Needs no service and no data; see trace keys export-inspector.", ""})
final class CodesInspectCommand implements Callable<Integer> {

  @Option(
      names = "--inspector-key",
      paramLabel = "FILE",
      required = true,
      description = "Key of one GTIN and epoch.")
  private Path file = Path.of("inspector.key");

  @Parameters(paramLabel = "LINK", description = "Digital Link with GTIN and serial.")
  private String text = "";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  CodesInspectCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    DigitalLink link = link();
    Serial serial = serial(link);
    Finding finding = key().check(link.gtin().orElseThrow(), link.lot().orElse(null), serial);
    out.println(
        switch (finding) {
          case Finding.Issued(String lot, LocalDate expiry) ->
              "issued: lot " + lot + (expiry == null ? "" : ", best before " + expiry);
          case Finding.WrongLot(String lot) -> "wrong lot: this serial was issued for lot " + lot;
          case Finding.Later() ->
              "not known: made with this key, after it was exported or by somebody who has it";
          case Finding.Forged() -> "not issued: this serial was never given out";
          case Finding.OtherGeneration() ->
              "cannot tell: not made with this key, but its epoch has had others; ask for those";
          case Finding.Elsewhere() -> "cannot tell: this key is for another product or key epoch";
        });
    out.flush();
    return finding instanceof Finding.Issued ? Trace.PROVEN : Trace.REFUTED;
  }

  private InspectorKey key() throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > InspectorKey.MAX_TEXT) {
      throw new UnusableInput(file + " is no inspector key");
    }
    try {
      return InspectorKey.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (CodesException.UnusableKey e) {
      throw new UnusableInput(file + ": " + e.getMessage(), e);
    }
  }

  private DigitalLink link() {
    try {
      return DigitalLink.parse(text);
    } catch (Gs1Exception e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private static Serial serial(DigitalLink link) {
    try {
      return Serial.parseScanned(
          link.serial().orElseThrow(() -> new UnusableInput("the link has no serial")));
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }
}

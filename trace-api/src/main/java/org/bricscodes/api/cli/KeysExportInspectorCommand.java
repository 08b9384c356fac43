package org.bricscodes.api.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.bricscodes.api.Assembly;
import org.bricscodes.codes.InspectorKey;
import org.bricscodes.codes.KeyEpoch;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trace keys export-inspector}. */
@Command(
    name = "export-inspector",
    mixinStandardHelpOptions = true,
    header = "Writes the key of one product and epoch, for inspectors who work off-line.",
    description = {
      "",
      "The file is secret: whoever has it can make serials of that product and epoch, though none"
          + " that was not issued. Codes are checked with it by trace codes inspect.",
      ""
    })
final class KeysExportInspectorCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--gtin", required = true, description = "GTIN with check digit.")
  private String gtin = "";

  @Option(
      names = "--epoch",
      paramLabel = "EPOCH[/GENERATION]",
      required = true,
      description = "First character of the serials; generation 0 if absent.")
  private String epoch = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "File to make, readable by its owner alone.")
  private Path file = Path.of("inspector.key");

  @Override
  public Integer call() throws IOException {
    if (!epoch.matches(".(/[0-9]{1,3})?")) {
      throw new UnusableInput("an epoch is one character, as in B or B/1, found " + epoch);
    }
    if (Files.exists(file)) {
      throw new UnusableInput(file + " exists already and was left as it is");
    }
    int generation = epoch.length() == 1 ? 0 : Integer.parseInt(epoch.substring(2));
    try (Assembly assembly = data.openExisting()) {
      InspectorKey key =
          assembly
              .codes()
              .inspectorKey(Gtin.parse(gtin), KeyEpoch.parse(epoch.substring(0, 1)), generation);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, key.text(), StandardCharsets.US_ASCII);
      return Trace.PROVEN;
    } catch (IllegalArgumentException | Gs1Exception e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }
}

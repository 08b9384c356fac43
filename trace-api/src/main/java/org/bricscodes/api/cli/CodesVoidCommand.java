package org.bricscodes.api.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.TraceServer;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeChecks;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.CodesException;
import org.bricscodes.codes.StateChange;
import org.bricscodes.codes.StateLists;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes void}: a list of codes that no pack may carry. */
@Command(
    name = "void",
    mixinStandardHelpOptions = true,
    header = "Voids the codes of a file, one to a line: all of them, or none.",
    description = {
      "A line is a Digital Link, or with --batch a serial. Void is final. Voiding again changes"
          + " nothing."
    })
final class CodesVoidCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "FILE", description = "The list.")
  private Path file;

  @Option(names = "--reason", required = true, description = "Why, 1 to 200 characters.")
  private String reason;

  @Option(names = "--batch", description = "Id of the batch that all codes are of.")
  private @Nullable String batch;

  @Option(
      names = "--by",
      defaultValue = TraceServer.OPERATOR,
      description = "Who voids them, URI or name. Default: ${DEFAULT-VALUE}.")
  private String by;

  @SuppressWarnings("NullAway.Init") // the parser fills the fields
  CodesVoidCommand() {}

  @Override
  public void run() {
    try (Assembly assembly = data.openExisting()) {
      Batch only = batch == null ? null : CodeFiles.batch(assembly.codes(), batch);
      List<StateChange> changes = read(assembly.codes(), only);
      StateLists.Applied applied = assembly.life().apply(by, changes);
      assembly.tell();
      spec.commandLine()
          .getOut()
          .println(applied.changed() + " voided, " + applied.unchanged() + " were void already");
    } catch (CodesException.InvalidOrder e) {
      throw CodeFiles.faults(e);
    } catch (CodesException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private List<StateChange> read(CodeBook codes, @Nullable Batch only) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UnusableInput(file + " cannot be read: " + e.getMessage(), e);
    }
    CodeChecks checks = codes.checks();
    List<StateChange> changes = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) {
        continue;
      }
      CodeCheck.Genuine code = code(checks, only, line);
      if (code == null) {
        faults.add(
            "line " + (i + 1) + ": " + (only == null ? "no code issued here" : "no code of it"));
      } else {
        changes.add(new StateChange(code, CodeState.Status.VOID, reason));
      }
    }
    if (changes.isEmpty() && faults.isEmpty()) {
      faults.add(file + " is empty; give one code to a line");
    }
    CodeFiles.refuse(faults);
    return changes;
  }

  private static CodeCheck.@Nullable Genuine code(
      CodeChecks checks, @Nullable Batch only, String line) {
    CodeCheck check;
    try {
      if (only != null && line.indexOf('/') < 0) {
        check = checks.check(only.gtin(), line);
      } else {
        DigitalLink link =
            line.startsWith("/") ? DigitalLink.parseTarget(line) : DigitalLink.parse(line);
        check =
            checks.check(
                link.gtin().orElseThrow(), link.lot().orElse(null), link.serial().orElse(""));
      }
    } catch (Gs1Exception | java.util.NoSuchElementException _) {
      return null;
    }
    return check instanceof CodeCheck.Genuine genuine
            && (only == null || genuine.batch().id().equals(only.id()))
        ? genuine
        : null;
  }
}

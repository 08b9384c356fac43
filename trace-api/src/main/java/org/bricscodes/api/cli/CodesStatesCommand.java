package org.bricscodes.api.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.StateForm;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.StateLines;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trace codes states}: the state of every code of a batch. */
@Command(
    name = "states",
    mixinStandardHelpOptions = true,
    header = "Writes the state of every code of a batch, in the order of issue.")
final class CodesStatesCommand implements Runnable {

  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "BATCH", description = "Id of the batch.")
  private String batch;

  @Option(names = "--state", description = "Only codes in this state.")
  private @Nullable String state;

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "csv or ndjson. Default: ${DEFAULT-VALUE}.")
  private String format;

  @Option(names = "--out", description = "File to write; standard output if absent.")
  private @Nullable Path out;

  @SuppressWarnings("NullAway.Init") // the parser fills the fields
  CodesStatesCommand() {}

  @Override
  public void run() {
    StateForm form = form();
    Predicate<CodeState> wanted = wanted();
    try (Assembly assembly = data.openExisting()) {
      Batch found = CodeFiles.batch(assembly.codes(), batch);
      write(
          form, form.lines(assembly.codes().serials(found), assembly.life().states(found), wanted));
    } catch (IOException e) {
      throw new UnusableInput("cannot write: " + e.getMessage(), e);
    }
  }

  private void write(StateForm form, StateLines lines) throws IOException {
    try (OutputStream to =
        new BufferedOutputStream(
            out == null ? new UnclosedOut() : Files.newOutputStream(out), 1 << 16)) {
      to.write(form.head());
      for (byte[] chunk = lines.next(); chunk != null; chunk = lines.next()) {
        to.write(chunk);
      }
    }
  }

  private StateForm form() {
    for (StateForm form : StateForm.values()) {
      if (form.suffix().equals(format.toLowerCase(Locale.ROOT))) {
        return form;
      }
    }
    throw new UnusableInput("--format must be csv or ndjson");
  }

  private Predicate<CodeState> wanted() {
    if (state == null) {
      return _ -> true;
    }
    CodeState.Status only =
        CodeState.Status.of(state)
            .orElseThrow(
                () ->
                    new UnusableInput(
                        "--state must be ordered, printed, applied, active, sold, recalled or"
                            + " void"));
    return standing -> standing.status() == only;
  }
}

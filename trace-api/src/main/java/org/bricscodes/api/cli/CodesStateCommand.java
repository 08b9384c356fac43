package org.bricscodes.api.cli;

import java.time.Instant;
import org.bricscodes.api.Assembly;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeState;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes state}: what became of one code. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    header = "Tells the state of one code: who set it, when and why.")
final class CodesStateCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "LINK", description = "Digital Link with GTIN and serial.")
  private String link;

  @SuppressWarnings("NullAway.Init") // the parser fills the fields
  CodesStateCommand() {}

  @Override
  public void run() {
    DigitalLink parsed;
    try {
      parsed = DigitalLink.parse(link);
    } catch (Gs1Exception e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
    String serial = parsed.serial().orElseThrow(() -> new UnusableInput("the link has no serial"));
    try (Assembly assembly = data.openExisting()) {
      CodeCheck check =
          assembly.codes().check(parsed.gtin().orElseThrow(), parsed.lot().orElse(null), serial);
      if (!(check instanceof CodeCheck.Genuine code)) {
        throw new UnusableInput("this code was never issued here");
      }
      spec.commandLine().getOut().println(describe(assembly.standing(code)));
    }
  }

  private static String describe(CodeState state) {
    Instant at = state.at();
    return at == null
        ? state.status().word()
        : state.status().word() + " at " + at + " by " + state.by() + ": " + state.reason();
  }
}

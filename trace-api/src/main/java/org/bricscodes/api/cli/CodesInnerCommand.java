package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.bricscodes.api.Assembly;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.InnerCode;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes inner}. */
@Command(
    name = "inner",
    mixinStandardHelpOptions = true,
    header = "Checks the code under the seal, off-line: exit code 0 only if it is right.",
    description = {"", "For inspectors: nothing is activated, counted or locked.", ""})
final class CodesInnerCommand implements Callable<Integer> {

  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "LINK", description = "Digital Link with GTIN and serial.")
  private String text = "";

  @Parameters(paramLabel = "CODE", description = "The six characters under the seal.")
  private String typed = "";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  CodesInnerCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DigitalLink link = link();
    InnerCode told = told();
    String serial = link.serial().orElseThrow(() -> new UnusableInput("the link has no serial"));
    try (Assembly assembly = data.openExisting()) {
      CodeCheck check =
          assembly.codes().check(link.gtin().orElseThrow(), link.lot().orElse(null), serial);
      boolean genuine = check instanceof CodeCheck.Genuine;
      boolean right =
          check instanceof CodeCheck.Genuine item && assembly.codes().innerCode(item).matches(told);
      out.println(
          right
              ? "right: this is the inner code of this item"
              : genuine
                  ? "wrong: this is not the inner code of this item"
                  : "not genuine: this item has no inner code; trace codes check says more");
      out.flush();
      return right ? Trace.PROVEN : Trace.REFUTED;
    }
  }

  private DigitalLink link() {
    try {
      return DigitalLink.parse(text);
    } catch (Gs1Exception e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private InnerCode told() {
    try {
      return InnerCode.parseTyped(typed);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }
}

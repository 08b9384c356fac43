package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.BundlePins;
import org.bricscodes.provenance.BundleVerifier;
import org.bricscodes.provenance.Disclosure;
import org.bricscodes.provenance.Withholding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace disclose}. */
@Command(
    name = "disclose",
    mixinStandardHelpOptions = true,
    header = "Withholds parts of the events of a proof bundle, so that it can be passed on.",
    description = {
      "",
      "What is left proves itself as before; the rest stays as commitments, from which nothing can"
          + " be guessed. Type, times, action and parent of an event always stay, as do the"
          + " identifiers that tie it to the bundle's code. An event hash never does, nor the"
          + " event's own salt.",
      "Works off-line. Events that were logged before parts could be withheld stay whole, and that"
          + " is said.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 written, 1 the file is not proven, 2 it is no bundle, or nothing can be"
          + " withheld of it.",
      "",
      "Examples:",
      "  trace disclose whole.json --only bizStep,readPoint,certificationInfo -o part.json",
      "  trace disclose whole.json --only quantityList/quantity,bizTransactionList[po] -o part.json"
    })
final class DiscloseCommand implements Callable<Integer> {

  @Mixin private BundleOptions given;

  @Option(
      names = "--only",
      required = true,
      paramLabel = "MEMBERS",
      split = ",",
      description =
          "Members that are shown, as events spell them; NAME/MEMBER for what is inside, NAME[TYPE]"
              + " for items of a type. The word public stands for what everybody sees.")
  private List<String> only = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the bundle is written.")
  private Path output = Path.of("");

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills given and spec
  DiscloseCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    byte[] bundle = given.bytes();
    BundleVerifier verifier =
        new BundleVerifier(
            LedgerProviders.load(DiscloseCommand.class.getClassLoader()),
            new BundlePins(given.logKeys(), List.of(), 0, given.policy(), Map.of(), Map.of()));
    int exit =
        switch (verifier.check(bundle)) {
          case BundleCheck.Proven _ -> write(bundle, verifier, out);
          case BundleCheck.ProvenSet _ -> write(bundle, verifier, out);
          case BundleCheck.Failed failed -> BundleOptions.print(out, failed);
          case BundleCheck.Unusable unusable -> BundleOptions.print(out, unusable);
        };
    out.flush();
    return exit;
  }

  private int write(byte[] bundle, BundleVerifier verifier, PrintWriter out) throws IOException {
    Withholding.Result result = Withholding.apply(bundle, disclosure());
    // Nothing is passed on that its receiver could not check.
    if (verifier.check(result.file()) instanceof BundleCheck.Failed failed) {
      throw new IllegalStateException(
          "what is left would not be proven: " + failed.pointer() + ": " + failed.what());
    }
    if (result.parts() == 0 && result.whole() > 0) {
      throw new UnusableInput(
          "nothing can be withheld: all events were logged before that was possible");
    }
    Files.write(output, result.file());
    out.println(
        "PROVEN  "
            + result.parts()
            + (result.parts() == 1 ? " event" : " events")
            + " in part, "
            + result.whole()
            + " whole, written to "
            + output);
    if (result.whole() > 0) {
      out.println("  whole are those that were logged before parts could be withheld");
    }
    return Trace.PROVEN;
  }

  private Disclosure disclosure() {
    Set<String> rules = new HashSet<>(only);
    return rules.remove("public") ? Disclosure.PUBLIC.and(rules) : new Disclosure(rules);
  }
}

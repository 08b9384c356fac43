package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.BundlePins;
import org.bricscodes.provenance.BundleVerifier;
import org.bricscodes.provenance.ProofBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Checks a proof bundle with nothing but the file and the keys you pin.",
    description = {
      "",
      "Without --log-key the bundle is checked under the key it names itself, and that is said:"
          + " compare the key with one obtained elsewhere.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 everything in the file holds, 1 something does not, 2 it is no bundle.",
      "",
      "Example:",
      "  curl -o proof.json https://trace.example/scan/01/…/proof",
      "  trace verify proof.json --log-key \"$(cat log.vkey)\""
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The bundle.")
  private Path file = Path.of("");

  @Option(
      names = "--log-key",
      paramLabel = "VKEY",
      description = "A verifier key of the log you trust; repeat it for several.")
  private List<String> logKeys = List.of();

  @Option(
      names = "--witness",
      paramLabel = "VKEY",
      description = "A cosignature key of a witness you trust; repeat it for several.")
  private List<String> witnesses = List.of();

  @Option(
      names = "--quorum",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many of the witnesses must have cosigned. Default: ${DEFAULT-VALUE}.")
  private int quorum;

  @Option(
      names = "--ledger",
      paramLabel = "ID=TRUST",
      description = "What receipts of a ledger are to be checked under; repeat it for several.")
  private Map<String, String> trust = Map.of();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (!Files.isRegularFile(file) || Files.size(file) > ProofBundle.MAX_BYTES) {
      throw new UnusableInput(file + " is no file of at most 16 MiB");
    }
    BundleVerifier verifier =
        new BundleVerifier(
            LedgerProviders.load(VerifyCommand.class.getClassLoader()),
            new BundlePins(logKeys, witnesses, quorum, trust));
    BundleCheck check = verifier.check(Files.readAllBytes(file));
    int exit =
        switch (check) {
          case BundleCheck.Proven proven -> {
            print(out, proven);
            yield Trace.PROVEN;
          }
          case BundleCheck.Failed(String pointer, String what) -> {
            out.println("NOT PROVEN  " + pointer + ": " + what);
            yield Trace.REFUTED;
          }
          case BundleCheck.Unusable(String pointer, String what) -> {
            out.println("unusable  " + (pointer.isEmpty() ? "" : pointer + ": ") + what);
            yield Trace.UNUSABLE;
          }
        };
    out.flush();
    return exit;
  }

  private static void print(PrintWriter out, BundleCheck.Proven proven) {
    out.println("PROVEN  " + proven.code());
    out.println(
        "  log "
            + proven.origin()
            + ", "
            + proven.size()
            + " entries, key "
            + proven.logKey()
            + (proven.logKeyPinned() ? " (pinned)" : " (the file's own: compare it)"));
    proven.cosigners().forEach(witness -> out.println("  witnessed by " + witness));
    for (BundleCheck.ProvenAnchor anchor : proven.anchors()) {
      out.println(
          "  anchored on "
              + anchor.ledger()
              + " at "
              + anchor.size()
              + " entries"
              + (anchor.time() == null ? "" : ", " + anchor.time())
              + ", covering "
              + anchor.events()
              + " of these events"
              + (anchor.trustPinned() ? " (pinned)" : " (under the file's own key: compare it)"));
    }
    for (BundleCheck.ProvenEvent event : proven.events()) {
      out.println(
          "  "
              + event.eventTime()
              + "  "
              + (event.bizStep() == null ? "event" : event.bizStep())
              + "  by "
              + event.party()
              + "  "
              + event.eventID());
    }
  }
}

package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bricscodes.tlog.TrustPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace witness policy}. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    header = "Says what a policy file asks for, or everything that is wrong in it.",
    description = {
      "",
      "Lines of a policy: log VKEY [URL], witness NAME VKEY [URL], group NAME all|any|K MEMBER…,"
          + " quorum NAME|none. Keep one as witnesses.policy in the data directory to have"
          + " checkpoints cosigned, and give one to trace verify --policy.",
      ""
    },
    footer = {"", "Exit codes: 0 it is a policy, 2 it is none."})
final class WitnessPolicyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The policy.")
  private Path file = Path.of("");

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  WitnessPolicyCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TrustPolicy policy = PolicyFile.read(file);
    out.println("asks for " + policy.asked());
    policy.logs().forEach(log -> out.println("  log " + log.key()));
    for (TrustPolicy.Witness witness : policy.witnesses()) {
      out.println(
          "  witness "
              + witness.name()
              + " "
              + witness.key()
              + witness.url().map(url -> " at " + url).orElse(""));
    }
    out.flush();
    return Trace.PROVEN;
  }
}

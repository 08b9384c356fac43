package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.bricscodes.api.WitnessFiles;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TlogException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace witness key}. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    header = "Makes keys/witness.key if there is none, and prints its verifier key.",
    description = {
      "",
      "The key is its owner's alone (mode 600), and signs nothing but cosignatures. It is never"
          + " replaced. Do not restore a witness's memory (witness/) from an old copy: begin with a"
          + " new key instead, for the old one may have cosigned more than the copy knows.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 the key was printed, 2 there is none of this name.",
      "",
      "Example:",
      "  trace witness key --data ./data --name witness.example.in/w1"
    })
final class WitnessKeyCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data directory. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "What others are to call the witness: by custom an address without its scheme. Needed"
              + " the first time.")
  private @Nullable String name;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  WitnessKeyCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      out.println(key().cosignerKey());
    } catch (TlogException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
    out.flush();
    return Trace.PROVEN;
  }

  private SignerKey key() {
    WitnessFiles files = new WitnessFiles(data);
    if (name != null) {
      return files.key(name, new SecureRandom());
    }
    return files
        .key()
        .orElseThrow(
            () ->
                new UnusableInput(
                    "there is no witness key in " + data + " yet: give it a name with --name"));
  }
}

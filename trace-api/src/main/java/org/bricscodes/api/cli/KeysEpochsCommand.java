package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.bricscodes.api.client.Epochs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trace keys epochs}. */
@Command(
    name = "epochs",
    mixinStandardHelpOptions = true,
    header = "Lists the keys that product codes were made with.")
final class KeysEpochsCommand implements Callable<Integer> {

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  KeysEpochsCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Epochs.Epoch key : remote.client().epochs().list()) {
      out.println(
          String.join(
              "  ",
              key.epoch() + "/" + key.generation(),
              key.keyId(),
              key.status() + key.compromisedSince().map(since -> " since " + since).orElse(""),
              key.issued() + " codes",
              key.firstUse().map(first -> "first used " + first).orElse("")));
    }
    out.flush();
    return Trace.PROVEN;
  }
}

package org.bricscodes.api.cli;

import java.util.concurrent.Callable;
import org.bricscodes.api.client.Epochs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trace keys rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    header = "Issues product codes under the next key epoch from now on.",
    description = {"", "The service goes on meanwhile; codes of earlier epochs stay genuine.", ""})
final class KeysRotateCommand implements Callable<Integer> {

  @Mixin private RotationOptions rotation = new RotationOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  KeysRotateCommand() {}

  @Override
  public Integer call() {
    return rotation.run(Epochs::rotate, spec.commandLine().getOut());
  }
}

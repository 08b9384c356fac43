package org.bricscodes.api.cli;

import java.util.concurrent.Callable;
import org.bricscodes.api.client.Epochs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trace keys rotate-master}. */
@Command(
    name = "rotate-master",
    mixinStandardHelpOptions = true,
    header = "Makes a new master key, and issues product codes under it from now on.",
    description = {"", "The service goes on meanwhile; codes of earlier epochs stay genuine.", ""})
final class KeysRotateMasterCommand implements Callable<Integer> {

  @Mixin private RotationOptions rotation = new RotationOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  KeysRotateMasterCommand() {}

  @Override
  public Integer call() {
    return rotation.run(Epochs::rotateMasterKey, spec.commandLine().getOut());
  }
}

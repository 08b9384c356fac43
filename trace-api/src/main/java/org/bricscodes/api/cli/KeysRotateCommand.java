package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.bricscodes.api.client.Epochs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace keys rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    header = "Issues product codes under the next key epoch from now on.",
    description = {"", "The service goes on meanwhile; codes of earlier epochs stay genuine.", ""})
final class KeysRotateCommand implements Callable<Integer> {

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(names = "--reason", required = true, description = "Why, for the record.")
  private String reason = "";

  @Option(
      names = "--from",
      paramLabel = "ORDINAL",
      description = "Only if this epoch is still current, so that repeating moves on once.")
  private @Nullable Long from;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  KeysRotateCommand() {}

  @Override
  public Integer call() {
    OptionalLong expected = from == null ? OptionalLong.empty() : OptionalLong.of(from);
    Epochs.Current now = remote.client().epochs().rotate(reason, expected);
    PrintWriter out = spec.commandLine().getOut();
    out.println("epoch " + now.epoch() + "/" + now.generation() + ", ordinal " + now.ordinal());
    out.flush();
    return Trace.PROVEN;
  }
}

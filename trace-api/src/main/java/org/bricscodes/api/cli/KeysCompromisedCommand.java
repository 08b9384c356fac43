package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bricscodes.api.client.Epochs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace keys compromised}. */
@Command(
    name = "compromised",
    mixinStandardHelpOptions = true,
    header = "Records that others may know the key of an epoch.",
    description = {
      "",
      "Its codes stay genuine and carry a notice; no more are issued under it.",
      ""
    })
final class KeysCompromisedCommand implements Callable<Integer> {

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(
      paramLabel = "EPOCH[/GENERATION]",
      description = "As trace keys epochs lists it; generation 0 if absent.")
  private String epoch = "";

  @Option(names = "--reason", required = true, description = "Why, for the record.")
  private String reason = "";

  @Option(names = "--since", description = "From when, as 2026-11-20T08:00:00Z. Default: now.")
  private @Nullable String since;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  KeysCompromisedCommand() {}

  @Override
  public Integer call() {
    if (!epoch.matches(".(/[0-9]{1,3})?")) {
      throw new UnusableInput("an epoch is one character, as in B or B/1, found " + epoch);
    }
    int generation = epoch.length() == 1 ? 0 : Integer.parseInt(epoch.substring(2));
    Epochs.Epoch key =
        remote.client().epochs().compromised(epoch.substring(0, 1), generation, time(), reason);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        key.epoch()
            + "/"
            + key.generation()
            + "  "
            + key.status()
            + key.compromisedSince().map(at -> " since " + at).orElse(""));
    out.flush();
    return Trace.PROVEN;
  }

  private Optional<Instant> time() {
    try {
      return Optional.ofNullable(since).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeException e) {
      throw new UnusableInput("--since must be a time with its offset, found " + since, e);
    }
  }
}

package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.bricscodes.api.Moving;
import org.bricscodes.moving.Backup;
import org.bricscodes.tlog.Checkpoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    header = "Brings a backed-up service back as it was at a moment.",
    description = {
      "",
      "DATA holds keys/ and ledgers/; its store/ and log/ are empty or absent: move them away"
          + " first, and keep them. Where changes were kept (changes in backups.properties), the"
          + " store is brought forward to INSTANT, or as far as they go; else what came after the"
          + " backup is not restored. The directory cannot be served until trace log resume has"
          + " been told what was published last.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  trace restore --data /var/lib/trace --backups /mnt/backups --to 2026-11-26T10:00:00Z",
      "",
      "Exit codes: 0 it is restored, 1 it failed, 2 there is no such backup, or no room for it."
    })
final class RestoreCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data directory. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Option(
      names = "--backups",
      paramLabel = "DIR",
      required = true,
      description = "Folder of backups, as backups.properties names it.")
  private Path backups = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description =
          "Bring this moment back, from the newest backup begun then or before. Default: the newest"
              + " there is.")
  private @Nullable String to;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  RestoreCommand() {}

  @Override
  public Integer call() {
    Instant instant = instant();
    Moving.Restored restored =
        MovingFailures.told(
            () -> {
              try {
                return Moving.restore(backups, instant, data);
              } catch (IOException e) {
                throw new UncheckedIOException("the backups cannot be read", e);
              }
            });
    Backup done = restored.backup();
    PrintWriter out = spec.commandLine().getOut();
    out.println("restored the backup of " + done.made() + " into " + data);
    restored
        .changes()
        .newest()
        .ifPresent(
            newest ->
                out.println(
                    restored.changes().batches()
                        + " batches of changes brought it forward to "
                        + newest));
    restored
        .without()
        .forEach(
            history ->
                out.println(
                    "note: changes of history "
                        + history
                        + " are kept and lead from no backup: what was written in it cannot be"
                        + " brought back"));
    out.println("the log had " + Checkpoint.parse(done.checkpoint().text()).size() + " entries");
    out.println("next: trace log resume --data " + data + " --published FILE|URL");
    out.flush();
    return Trace.PROVEN;
  }

  private Instant instant() {
    try {
      return to == null ? Instant.MAX : Instant.parse(to);
    } catch (DateTimeException e) {
      throw new UnusableInput("--to is an instant such as 2026-11-26T10:00:00Z, found " + to, e);
    }
  }
}

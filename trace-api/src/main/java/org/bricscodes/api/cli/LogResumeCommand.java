package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.bricscodes.api.Moving;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.SignedNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace log resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    header = "Lets a restored data directory be served again, if nothing published is lost.",
    description = {
      "",
      "Give the newest checkpoint of this log that anybody has: the file log/checkpoint of the"
          + " directory that was replaced, a witness's or a mirror's copy, one from a proof handed"
          + " out. If the restored log holds it, the log goes on. If not, nothing is changed:"
          + " entries that were published are lost, and going on would fork the log.",
      ""
    },
    footer = {"", "Exit codes: 0 it goes on, 1 it failed, 2 it does not, and why is said."})
final class LogResumeCommand implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Restored data directory. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Option(
      names = "--published",
      paramLabel = "FILE|URL",
      required = true,
      description =
          "A checkpoint as a file, or the address of a copy of the log, such as"
              + " https://mirror.example/log.")
  private String published = "";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  LogResumeCommand() {}

  @Override
  public Integer call() {
    byte[] note = note();
    SignedCheckpoint known =
        MovingFailures.told(
            () ->
                Moving.resume(
                    data,
                    note,
                    "given as " + published + " at " + Clock.systemUTC().instant(),
                    Clock.systemUTC(),
                    new SecureRandom()));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "the restored log holds everything up to size "
            + known.size()
            + ", root "
            + known.root()
            + ": it can be served");
    out.flush();
    return Trace.PROVEN;
  }

  private byte[] note() {
    try {
      if (published.startsWith("http://") || published.startsWith("https://")) {
        String prefix = published.replaceAll("/+$", "").replaceAll("/checkpoint$", "");
        try (LogSource source = LogSource.http(URI.create(prefix), TIMEOUT)) {
          return source
              .read("checkpoint", SignedNote.MAX_BYTES)
              .orElseThrow(() -> new UnusableInput("there is no checkpoint at " + published));
        }
      }
      Path file = Path.of(published);
      if (!Files.isRegularFile(file)) {
        throw new UnusableInput("--published " + published + " is neither a file nor an address");
      }
      if (Files.size(file) > SignedNote.MAX_BYTES) {
        throw new UnusableInput(published + " is longer than any checkpoint");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnusableInput("cannot read " + published, e);
    }
  }
}

package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bricscodes.codes.CodesException;
import org.bricscodes.codes.KeyDirectory;
import org.bricscodes.codes.KeyWrapper;
import org.bricscodes.codes.KeyWrappers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The files with master keys in a data directory, and putting them into another form. */
final class KeyFileOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Data directory. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("data");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @SuppressWarnings("NullAway.Init") // the parser fills command
  KeyFileOptions() {}

  /**
   * @param from the key-encryption key of now; null: the files are plain
   * @param to the one to be; null: plain
   */
  int rewrap(@Nullable String from, @Nullable String to) {
    Path keys = data.resolve("keys");
    if (!Files.isDirectory(keys)) {
      throw new UnusableInput(data + " is no data directory");
    }
    try {
      KeyWrapper now = KeyWrappers.openIfGiven(from);
      KeyWrapper next = KeyWrappers.openIfGiven(to);
      int changed = new KeyDirectory(keys, now, new SecureRandom()).rewrap(next);
      PrintWriter out = command.commandLine().getOut();
      out.println(
          changed
              + (changed == 1 ? " key file is " : " key files are ")
              + (next == null ? "plain now" : "wrapped under " + next.id() + " now"));
      out.flush();
      return Trace.PROVEN;
    } catch (CodesException.UnusableKey e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }
}

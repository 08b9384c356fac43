package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.bricscodes.codes.CodesException;
import org.bricscodes.codes.KeyDirectory;
import org.bricscodes.codes.KeyWrappers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace keys make-kek}. */
@Command(
    name = "make-kek",
    mixinStandardHelpOptions = true,
    header = "Makes a key-encryption key in a file, and prints its name. Never replaces one.")
final class KeysMakeKekCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "Where; on another disk than the data.")
  private Path file = Path.of("trace.kek");

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  KeysMakeKekCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      KeyDirectory.makeKeyEncryptionKey(file, new SecureRandom());
      out.println(KeyWrappers.open("file:" + file.toAbsolutePath()).id());
    } catch (CodesException.UnusableKey e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
    out.flush();
    return Trace.PROVEN;
  }
}

package org.bricscodes.codes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a program, and through it any key management service that has a command line. The program is
 * called without a shell as {@code PROGRAM ARGUMENTS… wrap} or {@code … unwrap}, reads the key from
 * standard input and writes the result, raw, to standard output; exit code 0 says that it worked.
 * Its standard error goes to ours. It has {@link #PATIENCE}; what it writes beyond the bound ends
 * it. Variables of the environment that begin with {@code TRACE_} are not passed on.
 *
 * <p>Its id is {@code command:} and the file name of the program: which KEK it stands for is the
 * program's to know, as key services note in what they give.
 */
final class CommandKeyWrapper implements KeyWrapper {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> command;
  private final String id;
  private final Duration patience;

  CommandKeyWrapper(List<String> command, Duration patience) {
    this.command = List.copyOf(command);
    this.patience = patience;
    String program = this.command.getFirst();
    String name = program.substring(program.lastIndexOf('/') + 1);
    id = "command:" + name;
    if (!id.matches("[!-~]{9,100}")) {
      throw new CodesException.UnusableKey(
          "behind command: stands a program and its arguments, in visible ASCII");
    }
  }

  static CommandKeyWrapper parse(String words) {
    return new CommandKeyWrapper(List.of(words.strip().split("\\s+", -1)), PATIENCE);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public byte[] wrap(byte[] key) {
    return ask("wrap", key);
  }

  @Override
  public byte[] unwrap(byte[] wrapped) {
    return ask("unwrap", wrapped);
  }

  private byte[] ask(String verb, byte[] input) {
    List<String> words = new ArrayList<>(command);
    words.add(verb);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("TRACE_"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new CodesException.UnusableKey(id + " cannot be started", e);
    }
    try {
      byte[] output = answer(process, input);
      if (process.exitValue() != 0) {
        throw failure(verb, "ended with exit code " + process.exitValue());
      }
      if (output.length == 0 || output.length > MAX_WRAPPED_BYTES) {
        throw failure(verb, "did not write 1 to 4096 bytes");
      }
      return output;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** What the program wrote, once it has ended; one byte past the bound at most. */
  private byte[] answer(Process process, byte[] input) {
    CompletableFuture<byte[]> output = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> exchange(process, input, output));
    try {
      byte[] bytes = output.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (bytes.length <= MAX_WRAPPED_BYTES
          && !process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      if (bytes.length > MAX_WRAPPED_BYTES) {
        throw failure("answer", "wrote more than 4096 bytes");
      }
      return bytes;
    } catch (TimeoutException e) {
      throw new CodesException.UnusableKey(
          id + " did not end within " + patience.toSeconds() + " seconds", e);
    } catch (ExecutionException e) {
      throw new CodesException.UnusableKey(id + " could not be read from", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CodesException.Interrupted(e);
    }
  }

  private static void exchange(Process process, byte[] input, CompletableFuture<byte[]> output) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException _) {
      // It ended without reading: its exit code says why.
    }
    try (InputStream out = process.getInputStream()) {
      output.complete(out.readNBytes(MAX_WRAPPED_BYTES + 1));
    } catch (IOException e) {
      output.completeExceptionally(e);
    }
  }

  private CodesException.UnusableKey failure(String verb, String what) {
    return new CodesException.UnusableKey(id + ", asked to " + verb + ", " + what);
  }

  @Override
  public String toString() {
    return id;
  }
}

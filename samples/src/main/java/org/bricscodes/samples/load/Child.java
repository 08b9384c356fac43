package org.bricscodes.samples.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another program of this package in a process of its own, so that its processor time is its own.
 * It says what it has to say in lines, and ends when this process closes its standard input.
 */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;

  private Child(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  static Child start(Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Xmx2g");
    command.add(
        "-XX:-UseDynamicNumberOfCompilerThreads"); // an ended thread's time is not told apart
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Waits for the next line. */
  String line() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("the process ended: see what it wrote above");
    }
    return line;
  }

  long pid() {
    return process.pid();
  }

  /** In the child: waits until the parent closes or dies. */
  static void untilClosed() throws IOException {
    while (System.in.read() >= 0) {
      // whatever comes means nothing
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}

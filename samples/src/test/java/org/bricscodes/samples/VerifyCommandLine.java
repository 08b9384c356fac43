package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bricscodes.api.cli.Trace;

/** {@code trace verify}, run in this process: what a browser's verifier is held against. */
final class VerifyCommandLine {

  private VerifyCommandLine() {}

  /** What it prints about a file, line by line. */
  static List<String> lines(Path folder, byte[] file, String... options) throws IOException {
    Path written = Files.write(folder.resolve("checked.json"), file);
    List<String> words = new ArrayList<>(List.of("verify", written.toString()));
    words.addAll(Arrays.asList(options));
    StringWriter out = new StringWriter();
    int exit = Trace.command().setOut(new PrintWriter(out)).execute(words.toArray(String[]::new));
    assertThat(exit).as(out.toString()).isBetween(0, 2);
    return out.toString().lines().toList();
  }
}

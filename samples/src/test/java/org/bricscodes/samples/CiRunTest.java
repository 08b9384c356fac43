package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/run} on a machine where nothing can be installed. */
final class CiRunTest {

  @Test
  void decodersThatCannotBeInstalled_failTheRunAndAreNamed(@TempDir Path tools) throws Exception {
    program(tools, "dirname", "echo \"${1%/*}\"");
    program(tools, "apt-get", "exit 100");

    assertThat(failedRun(tools))
        .contains("install zbar-tools, librsvg2-bin, poppler-utils and python3-venv")
        .doesNotContain("mvn was run");
  }

  @Test
  void straceThatCannotBeInstalled_failsTheRunAndIsNamed(@TempDir Path tools) throws Exception {
    decoders(tools);
    program(tools, "apt-get", "exit 100");

    assertThat(failedRun(tools)).contains("install strace").doesNotContain("mvn was run");
  }

  @Test
  void browserThatCannotBeInstalled_failsTheRunAndIsNamed(@TempDir Path tools) throws Exception {
    decoders(tools);
    program(tools, "strace", "exit 0");
    program(tools, "apt-get", "exit 100");

    assertThat(failedRun(tools)).contains("install chromium").doesNotContain("mvn was run");
  }

  @Test
  void anvilThatCannotBeInstalled_failsTheRunAndIsNamed(@TempDir Path tools) throws Exception {
    decoders(tools);
    program(tools, "strace", "exit 0");
    program(tools, "chromium", "exit 0");
    program(tools, "npm", "exit 1");
    for (String tool : List.of("rm", "mkdir", "cp", "cmp", "env", "bash")) {
      program(tools, tool, "exec /usr/bin/" + tool + " \"$@\"");
    }

    assertThat(failedRun(tools))
        .contains("install node and npm, then run chain-adapters/evm-ledger/src/test/anvil/install")
        .doesNotContain("mvn was run");
  }

  @Test
  void fabricThatCannotBeBuilt_failsTheRunAndIsNamed(@TempDir Path tools) throws Exception {
    decoders(tools);
    program(tools, "strace", "exit 0");
    program(tools, "chromium", "exit 0");
    program(tools, "npm", "exit 0");
    Path anvil = Files.createDirectories(tools.resolve(".cache/bricscodes-anvil"));
    program(anvil, "anvil", "exit 0");
    Files.copy(
        Tree.root().resolve("chain-adapters/evm-ledger/src/test/anvil/package-lock.json"),
        anvil.resolve("package-lock.json"));
    for (String tool : List.of("bash", "cat", "cmp", "cut", "sha256sum")) {
      program(tools, tool, "exec /usr/bin/" + tool + " \"$@\"");
    }

    assertThat(failedRun(tools))
        .contains("no Fabric here: install Go 1.26 or newer")
        .contains("FABRIC_BIN")
        .doesNotContain("mvn was run");
  }

  /** What the script says, with {@code tools} for its path and its home, when it fails. */
  private static String failedRun(Path tools) throws Exception {
    program(tools, "mvn", "echo mvn was run");
    ProcessBuilder run = new ProcessBuilder("/bin/bash", Tree.root().resolve(".ci/run").toString());
    run.environment().put("PATH", tools.toString());
    run.environment().put("HOME", tools.toString());
    run.environment().remove("XDG_CACHE_HOME");
    run.environment().remove("FABRIC_BIN");
    Process process = run.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(1);
    return said;
  }

  /** As if the decoders were installed. */
  private static void decoders(Path tools) throws IOException {
    for (String decoder : List.of("zbarimg", "rsvg-convert", "pdftoppm")) {
      program(tools, decoder, "exit 0");
    }
    Path python = Files.createDirectories(tools.resolve(".cache/bricscodes-decoders/bin"));
    program(python, "python", "exit 0");
    program(tools, "dirname", "echo \"${1%/*}\"");
  }

  private static void program(Path directory, String name, String body) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/bash\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class LedgersCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void settings_ofAnAdapter_areItsManual() {
    assertThat(run("ledgers", "settings", "eip155")).isZero();

    assertThat(out.toString())
        .startsWith("adapter=eip155\n")
        .contains("  contract  ")
        .contains("  finality  ")
        .contains("; finalized if it is left out")
        .contains("trace ledgers set-up eip155 makes what it needs, and reads")
        .contains("  with-pledges  ");
  }

  @Test
  void settings_ofAnAdapterWithoutSetUp_sayNothingOfIt() {
    assertThat(run("ledgers", "settings", "directory")).isZero();

    assertThat(out.toString()).contains("  dir  ").doesNotContain("set-up");
  }

  @Test
  void adapterThatIsNotThere_isUnusableAndTheKnownAreNamed() {
    assertThat(run("ledgers", "settings", "evm")).isEqualTo(2);

    assertThat(err.toString()).contains("no ledger adapter 'evm'").contains("eip155");
  }

  @Test
  void setUp_settingsThatAreWrong_areAllNamedAndNothingIsWritten() {
    Path file = folder.resolve("evm.properties");

    int exit =
        run("ledgers", "set-up", "eip155", "--set", "rcp=http://127.0.0.1:1", "--to", "" + file);

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains("'rcp' is no setting of this adapter")
        .contains("'rpc' is missing")
        .contains("'key-file' is missing");
    assertThat(file).doesNotExist();
  }

  @Test
  void setUp_ofAnAdapterWithoutIt_isUnusable() {
    int exit = run("ledgers", "set-up", "directory", "--to", "" + folder.resolve("x.properties"));

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("needs no setting up");
  }

  @Test
  void setUp_nodeDown_failsAndNothingIsWritten() throws Exception {
    Path key = folder.resolve("key");
    Files.writeString(key, "11".repeat(32));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path file = folder.resolve("evm.properties");

    int exit =
        run(
            "ledgers",
            "set-up",
            "eip155",
            "--set",
            "rpc=http://user:secret@127.0.0.1:1/secret",
            "--set",
            "key-file=" + key,
            "--to",
            "" + file);

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("cannot be reached").doesNotContain("secret");
    assertThat(file).doesNotExist();
  }

  @Test
  void setUp_overAFileOrIntoNoFolder_isUnusable() throws Exception {
    Path there = Files.createFile(folder.resolve("there.properties"));

    assertThat(run("ledgers", "set-up", "eip155", "--to", "" + there)).isEqualTo(2);
    assertThat(err.toString()).contains("exists already");
    assertThat(run("ledgers", "set-up", "eip155", "--to", folder + "/none/x.properties"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("is no folder");
  }

  @Test
  void file_isItsOwnersAloneAndReadFromAnywhere() throws Exception {
    Path file = folder.resolve("evm.properties");

    NewLedgerFile.write(
        file, "eip155", "remote", Map.of("key-file", "keys/evm.key", "rpc", "http://a:b@c"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "adapter=eip155",
            "key-file=" + Path.of("keys/evm.key").toAbsolutePath(),
            "policy=remote",
            "rpc=http\\://a\\:b@c");
  }

  private int run(String... arguments) {
    CommandLine command = Trace.command();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}

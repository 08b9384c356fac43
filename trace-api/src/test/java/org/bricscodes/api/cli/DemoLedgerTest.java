package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code trace demo --ledger} refuses, before anything is started or written. */
final class DemoLedgerTest {

  private final StringWriter err = new StringWriter();

  @TempDir Path folder = Path.of("");

  @Test
  void kindThatIsNotKnown_isUnusableAndTheKnownAreNamed() {
    assertThat(demo("--ledger", "fabrik")).isEqualTo(2);

    assertThat(err.toString())
        .contains("fabrik is neither a ledger known here (directory, evm) nor a ledger's");
    assertThat(folder.resolve("data/ledgers")).doesNotExist();
  }

  @Test
  void node_withoutTheChain_isUnusable() {
    assertThat(demo("--ledger-node", "http://127.0.0.1:8545")).isEqualTo(2);

    assertThat(err.toString()).contains("--ledger-node goes with --ledger evm");
  }

  @Test
  void secondLog_besideAnother_isUnusable() {
    assertThat(demo("--ledger", "directory", "--ledger", "evm")).isEqualTo(2);

    assertThat(err.toString()).contains("--ledger directory stands alone");
  }

  @Test
  void chain_givenTwice_isUnusable() {
    assertThat(demo("--ledger", "evm", "--ledger", "evm")).isEqualTo(2);

    assertThat(err.toString()).contains("--ledger evm is given twice");
  }

  @Test
  void chain_whereLedgersAreAlready_isUnusable() throws IOException {
    Path ledgers = Files.createDirectories(folder.resolve("data/ledgers"));
    Files.writeString(ledgers.resolve("directory.properties"), "adapter=directory\n");

    assertThat(demo("--ledger", "evm")).isEqualTo(2);

    assertThat(err.toString()).contains("has its ledgers already, and this chain begins anew");
  }

  private int demo(String... options) {
    try {
      Files.writeString(folder.resolve("story.json"), "{}");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    String[] words = new String[options.length + 5];
    words[0] = "demo";
    words[1] = "--story";
    words[2] = folder.toString();
    words[3] = "--data";
    words[4] = folder.resolve("data").toString();
    System.arraycopy(options, 0, words, 5, options.length);
    CommandLine command = Trace.command();
    return command
        .setOut(new PrintWriter(new StringWriter(), true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}

package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;

final class ArtefactTest {

  private static final Path SOURCES = Path.of("src/main/solidity");

  /** Recompiling needs npm and is another test's; that the source was not touched since is here. */
  @Test
  void committedCode_belongsToTheCommittedSource() throws Exception {
    assertThat(Artefact.checkpointAnchors().sourceSha256())
        .as("run src/main/solidity/compile")
        .isEqualTo(sha256("CheckpointAnchors.sol"));
    assertThat(Artefact.pledgeRegistry().sourceSha256())
        .as("run src/main/solidity/compile")
        .isEqualTo(sha256("PledgeRegistry.sol"));
  }

  @Test
  void code_wasMadeByThePinnedCompiler() throws Exception {
    assertThat(Files.readString(SOURCES.resolve("package.json"))).contains("\"solc\": \"0.8.37\"");
    assertThat(Artefact.checkpointAnchors().compiler()).startsWith("solc 0.8.37+");
    assertThat(Artefact.pledgeRegistry().compiler()).startsWith("solc 0.8.37+");
  }

  private static String sha256(String source) throws Exception {
    return Digest.sha256(Files.readAllBytes(SOURCES.resolve(source))).toString();
  }
}

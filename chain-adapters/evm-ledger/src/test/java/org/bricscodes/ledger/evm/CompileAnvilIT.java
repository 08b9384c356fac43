package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Compiles the contracts again; needs node and npm, as anvil does. */
final class CompileAnvilIT {

  @Test
  void committedSources_compileToTheCommittedCodeByteForByte() throws Exception {
    Process compile =
        new ProcessBuilder(Path.of("src/main/solidity/compile").toString(), "--check")
            .redirectErrorStream(true)
            .start();
    String said = new String(compile.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(compile.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("CheckpointAnchors.json is what CheckpointAnchors.sol compiles to")
        .contains("PledgeRegistry.json is what PledgeRegistry.sol compiles to");
  }
}

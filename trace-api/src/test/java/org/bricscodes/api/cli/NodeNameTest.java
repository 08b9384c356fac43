package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NodeNameTest {

  @ParameterizedTest
  @CsvSource({
    "https://node.example, https://node.example",
    "https://node.example:8545/, https://node.example:8545",
    "https://S3CRET@node.example, https://node.example",
    "https://user:S3CRET@node.example:8545/v3, https://node.example:8545",
    "https://user:S3@CRET@node.example/, https://node.example",
    "https://node.example/v3/S3CRET, https://node.example",
    "https://node.example?key=S3CRET, https://node.example",
    "https://node.example/a?key=S3CRET, https://node.example",
    "https://node.example#S3CRET, https://node.example",
    "https://[::1]:8545/S3CRET, https://[::1]:8545",
    "HTTPS://user:S3CRET@NODE.example/, HTTPS://NODE.example",
    "wss://node.example/ws/S3CRET, wss://node.example",
    "https://user:S3CRET@, https://…",
    "https://S3CRET with a space, https://…",
    "//user:S3CRET@node.example/v3, …",
    "node.example/v3/S3CRET, …",
    "node.example?key=S3CRET, …",
    "user:S3CRET@node.example, …",
    "localhost/v3/S3CRET, …"
  })
  void address_isSchemeHostAndPort(String address, String shown) {
    assertThat(NodeName.of(address)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/log",
    "./log",
    "../copies/log",
    "~/fabric.properties",
    "log",
    "fabric.properties"
  })
  void file_isShownAsItIs(String path) {
    assertThat(NodeName.of(path)).isEqualTo(path);
  }

  @Test
  void fileBelowThisDirectory_isShownIfItIsThere(@TempDir Path folder) throws Exception {
    Path inside = Files.createTempDirectory(Path.of("target"), "node-name");

    assertThat(NodeName.of(inside.toString())).isEqualTo(inside.toString());
    assertThat(NodeName.of(inside + "/S3CRET")).isEqualTo("…");
    assertThat(NodeName.of(folder + "/absent")).isEqualTo(folder + "/absent");
  }
}

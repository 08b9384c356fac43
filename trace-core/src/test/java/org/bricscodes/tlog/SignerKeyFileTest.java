package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerKeyFileTest {

  @TempDir Path directory;

  private SignerKey load(String name) {
    return SignerKeyFile.loadOrCreate(directory.resolve("log.key"), name, new SplittableRandom(5));
  }

  @Test
  void loadOrCreate_firstTime_createsOwnerOnlyFile_thenReadsIt() throws IOException {
    SignerKey created = load("log.example/trace");
    Path file = directory.resolve("log.key");

    assertThat(load("log.example/trace").secretText()).isEqualTo(created.secretText());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).isEqualTo(created.secretText() + "\n");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void loadOrCreate_readableByOthers_isRefused() throws IOException {
    load("log.example/trace");
    Files.setPosixFilePermissions(
        directory.resolve("log.key"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> load("log.example/trace")).hasMessageContaining("chmod 600");
  }

  @Test
  void loadOrCreate_otherName_isRefused() {
    load("log.example/trace");

    assertThatThrownBy(() -> load("log.example/other"))
        .hasMessageContaining("holds the key of log.example/trace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "PRIVATE+KEY+x\n", "no newline"})
  void loadOrCreate_damagedFile_isRefused_neverReplaced(String content) throws IOException {
    load("log.example/trace");
    Files.writeString(directory.resolve("log.key"), content);

    assertThatThrownBy(() -> load("log.example/trace")).isInstanceOf(NoteException.class);
    assertThat(Files.readString(directory.resolve("log.key"))).isEqualTo(content);
  }
}

package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerFileCopiesTest {

  @TempDir Path folder = Path.of("");

  @Test
  void file_ofALedger_isCopiedForItsOwnerOnlyAndStillFindsItsKey() throws IOException {
    Path file = folder.resolve("evm.properties");
    Files.writeString(
        file, "adapter=eip155\nrpc=http://127.0.0.1:8545\nkey-file=evm.key\ndir=/elsewhere\n");

    LedgerFileCopies.into(folder.resolve("data"), List.of(file));

    Path copy = folder.resolve("data/ledgers/evm.properties");
    assertThat(Files.readString(copy))
        .contains("adapter=eip155", "key-file=" + folder.resolve("evm.key"), "dir=/elsewhere");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> LedgerFileCopies.into(folder.resolve("data"), List.of(file)))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void file_ofSomethingElse_isRefusedByName() throws IOException {
    Path other = Files.writeString(folder.resolve("other.properties"), "a=b\n");
    Path text = Files.writeString(folder.resolve("notes.txt"), "adapter=eip155\n");

    assertThatThrownBy(() -> LedgerFileCopies.into(folder.resolve("data"), List.of(other)))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("other.properties names no adapter");
    assertThatThrownBy(() -> LedgerFileCopies.into(folder.resolve("data"), List.of(text)))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("notes.txt is no .properties file");
  }
}

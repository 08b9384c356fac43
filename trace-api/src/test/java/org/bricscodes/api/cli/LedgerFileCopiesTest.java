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
    Path ledgers = Files.createDirectory(folder.resolve("ledgers"));

    LedgerFileCopies.of(List.of(file)).into(ledgers);

    Path copy = ledgers.resolve("evm.properties");
    assertThat(Files.readString(copy))
        .isEqualTo(
            "adapter=eip155\ndir=/elsewhere\nkey-file="
                + folder.resolve("evm.key")
                + "\nrpc=http\\://127.0.0.1\\:8545\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    LedgerFileCopies again = LedgerFileCopies.of(List.of(file));
    assertThatThrownBy(() -> again.into(ledgers))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void files_thatAreNone_areAllNamed() throws IOException {
    Path other = Files.writeString(folder.resolve("other.properties"), "a=b\n");
    Path text = Files.writeString(folder.resolve("notes.txt"), "adapter=eip155\n");
    Path absent = folder.resolve("absent.properties");
    Path same = Files.createDirectory(folder.resolve("same")).resolve("other.properties");
    Files.writeString(same, "adapter=eip155\n");

    assertThatThrownBy(() -> LedgerFileCopies.of(List.of(other, text, absent, same)))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("other.properties names no adapter")
        .hasMessageContaining("notes.txt is neither a ledger known here (directory, evm) nor")
        .hasMessageContaining("absent.properties is neither")
        .hasMessageContaining("two files are named other.properties");
  }
}

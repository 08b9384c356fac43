package org.bricscodes.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a first start writes must be whole, or the second one refuses it. */
final class WholeFileTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  @Test
  void file_isWhole_ownerOnly_andLeavesNoDraft() throws IOException {
    Path file = folder.resolve("cursor.key");

    WholeFile.create(file, "secret".getBytes(UTF_8));

    assertThat(Files.readString(file)).isEqualTo("secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names(folder)).containsExactly("cursor.key");
  }

  @Test
  void file_thatCannotBeWritten_isNotThere() {
    Path file = folder.resolve("no-such-folder/cursor.key");

    assertThatThrownBy(() -> WholeFile.create(file, new byte[] {1}))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void directories_areMadeAllTheWay_andAgainIsHarmless() throws IOException {
    Path deep = folder.resolve("a/b/c");

    WholeFile.createDirectories(deep);
    WholeFile.createDirectories(deep);

    assertThat(deep).isDirectory();
  }

  @Test
  void firstLedgerFile_cutShortByAKill_keptTheServiceFromEverStartingAgain() throws IOException {
    // A kill leaves a draft; the file itself is whole or absent, so the next start writes it.
    Files.createFile(folder.resolve("draft123"));

    assertThat(LedgerFiles.read(folder, "trace.example"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.adapter()).isEqualTo("directory"));
  }

  @Test
  void secret_isTheSameEveryTime() {
    Path file = folder.resolve("scan.key");

    byte[] first = SecretFile.openOrCreate(file, 32, new SecureRandom());

    assertThat(first).hasSize(32);
    assertThat(SecretFile.openOrCreate(file, 32, new SecureRandom())).isEqualTo(first);
  }

  @Test
  void storeThatFailed_wasAnsweredAsAFaultOfOurs_andIsUnavailable() {
    Problem problem = Front.problem(new StoreException.Unavailable("a write to the store failed"));

    assertThat(problem.kind()).isEqualTo(ProblemKind.UNAVAILABLE);
    assertThat(problem.kind().status()).isEqualTo(503);
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}

package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

  private static final KeyEpoch EPOCH = new KeyEpoch(0);

  @TempDir private Path directory;

  private final SecureRandom random = new SecureRandom();

  @Test
  void openOrCreate_noFile_createsOneOnlyItsOwnerReads() throws IOException {
    Path file = directory.resolve("keys/master.key");

    MasterKey key = MasterKey.openOrCreate(file, random);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys"))))
        .isEqualTo("rwx------");
    assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
    assertThat(id(MasterKey.open(file))).isEqualTo(id(key));
    assertThat(names(directory.resolve("keys"))).containsExactly("master.key");
  }

  @Test
  void openOrCreate_fileExists_keepsIt() throws IOException {
    Path file = written("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "rw-------");

    MasterKey key = MasterKey.openOrCreate(file, random);

    assertThat(id(key)).isEqualTo(id(TestKeys.MASTER));
    assertThat(Files.readString(file)).isEqualTo("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void open_openToOthers_isRefused(String rights) throws IOException {
    Path file = written(TestKeys.MASTER_HEX, rights);

    assertThatThrownBy(() -> MasterKey.openOrCreate(file, random))
        .isInstanceOf(CodesException.UnusableKey.class)
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a key", "00"})
  void open_notAKey_isRefusedAndKept(String text) throws IOException {
    Path file = written(text, "rw-------");

    assertThatThrownBy(() -> MasterKey.openOrCreate(file, random))
        .isInstanceOf(CodesException.UnusableKey.class);
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void open_noFile_isRefused() {
    assertThatThrownBy(() -> MasterKey.open(directory.resolve("none")))
        .isInstanceOf(CodesException.UnusableKey.class);
  }

  @Test
  void openOrCreate_directoryInTheWay_isRefused() throws IOException {
    Path file = Files.createDirectory(directory.resolve("master.key"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

    assertThatThrownBy(() -> MasterKey.openOrCreate(file, random))
        .isInstanceOf(CodesException.UnusableKey.class);
  }

  @Test
  void openOrCreate_manyAtOnce_agreeOnOneKey() throws Exception {
    Path file = directory.resolve("master.key");
    CountDownLatch start = new CountDownLatch(1);
    Callable<String> open =
        () -> {
          start.await();
          return id(MasterKey.openOrCreate(file, random));
        };
    Set<String> ids = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<String>> opened = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        opened.add(threads.submit(open));
      }
      start.countDown();
      for (Future<String> each : opened) {
        ids.add(each.get());
      }
    }

    assertThat(ids).hasSize(1);
    assertThat(names(directory)).containsExactly("master.key");
  }

  private Path written(String text, String rights) throws IOException {
    Path file = Files.writeString(directory.resolve("master.key"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String id(MasterKey key) {
    return HexFormat.of().formatHex(key.epochKey(EPOCH).id());
  }
}

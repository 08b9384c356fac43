package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDirectoryTest {

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();

  @Test
  void openOrCreate_makesTheFirst_andGrowTheNext() throws IOException {
    KeyRing ring = directory(null).openOrCreate();
    ring.grow();
    ring.grow();

    assertThat(names()).containsExactly("master-2.key", "master-3.key", "master.key");
    assertThat(directory(null).openOrCreate().names()).isEqualTo(ring.names()).hasSize(3);
    assertThat(ring.names()).doesNotHaveDuplicates();
  }

  @Test
  void openOrCreate_oneMissing_isRefusedByName() throws IOException {
    KeyRing ring = directory(null).openOrCreate();
    ring.grow();
    ring.grow();
    Files.delete(folder.resolve("keys/master-2.key"));

    assertThatThrownBy(() -> directory(null).openOrCreate())
        .isInstanceOf(CodesException.UnusableKey.class)
        .hasMessageContaining("master-2.key: the key file does not exist");
    Files.delete(folder.resolve("keys/master.key"));
    assertThatThrownBy(() -> directory(null).openOrCreate())
        .hasMessageContaining("master.key is missing: put it back");
    assertThat(names()).containsExactly("master-3.key");
  }

  @Test
  void rewrap_thereAndBack_keepsEveryKey_andDrawsNoPlainOneUnderAKek() throws IOException {
    KeyRing ring = directory(null).openOrCreate();
    ring.grow();
    KeyWrapper one = kek("one.kek");
    KeyWrapper two = kek("two.kek");

    assertThat(directory(null).rewrap(one)).isEqualTo(2);
    assertThat(directory(one).openOrCreate().names()).isEqualTo(ring.names());
    assertThatThrownBy(() -> directory(null).openOrCreate())
        .hasMessageContaining("is wrapped under " + one.id() + ": give that key-encryption key");
    assertThatThrownBy(() -> directory(two).openOrCreate()).hasMessageContaining(two.id());

    assertThat(directory(one).rewrap(two)).isEqualTo(2);
    assertThat(directory(one).rewrap(two)).isZero();
    KeyRing again = directory(two).openOrCreate();
    assertThat(again.names()).isEqualTo(ring.names());
    again.grow();
    assertThat(Files.readAllBytes(folder.resolve("keys/master-3.key")))
        .startsWith("BXCWKEY".getBytes(StandardCharsets.US_ASCII));

    assertThat(directory(two).rewrap(null)).isEqualTo(3);
    assertThat(directory(null).openOrCreate().names()).isEqualTo(again.names());
    assertThatThrownBy(() -> directory(two).openOrCreate())
        .hasMessageContaining("the key file is plain although a key-encryption key is given");
    assertThat(names()).containsExactly("master-2.key", "master-3.key", "master.key");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("keys/master-2.key"))))
        .isEqualTo("rw-------");
  }

  /** A crash after the first of two files: the second call goes on. */
  @Test
  void rewrap_brokenOff_goesOn() throws IOException {
    KeyRing ring = directory(null).openOrCreate();
    KeyWrapper one = kek("one.kek");
    directory(null).rewrap(one);
    Path second = folder.resolve("keys/master-2.key");
    MasterKey plain = MasterKey.openOrCreate(second, random);

    assertThat(directory(null).rewrap(one)).isEqualTo(1);
    assertThat(directory(one).openOrCreate().names())
        .containsExactly(ring.names().getFirst(), EpochKey.masterName(plain));
  }

  /**
   * A key service finds the key of a text by itself, so the new alias opens what the old one
   * wrapped.
   */
  @Test
  void rewrap_toAnotherKeyBehindTheSameProgram_isNotTakenAsDone() throws IOException {
    Path program = folder.resolve("service");
    Files.writeString(
        program,
        "#!/bin/sh\ncase $2 in wrap) printf '%s ' \"$1\"; cat ;; unwrap) tail -c 32 ;; esac\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    KeyWrapper old = KeyWrappers.open("command:" + program + " alias/old");
    KeyWrapper next = KeyWrappers.open("command:" + program + " alias/new");
    KeyRing ring = directory(old).openOrCreate();
    ring.grow();

    assertThat(directory(old).rewrap(next)).isEqualTo(2);

    for (String name : names()) {
      assertThat(Files.readString(folder.resolve("keys/" + name), StandardCharsets.ISO_8859_1))
          .contains("alias/new ")
          .doesNotContain("alias/old ");
    }
    assertThat(directory(next).openOrCreate().names()).isEqualTo(ring.names());
  }

  @Test
  void codes_checkTheSame_whateverTheFormOfTheKey() throws IOException {
    TestBook test = new TestBook();
    Batch batch = test.book(directory(null).openOrCreate()).issue(TestBook.order(10));
    List<Serial> serials =
        test.book(directory(null).openOrCreate()).serials(batch).stream().toList();
    KeyWrapper one = kek("one.kek");
    directory(null).rewrap(one);

    CodeBook book = test.book(directory(one).openOrCreate());

    assertThat(book.serials(batch).stream()).containsExactlyElementsOf(serials);
    assertThat(book.check(TestBook.GTIN, serials.getFirst().text()))
        .isInstanceOf(CodeCheck.Genuine.class);
  }

  @Test
  void makeKeyEncryptionKey_neverReplacesOne() throws IOException {
    Path file = folder.resolve("some.kek");
    KeyDirectory.makeKeyEncryptionKey(file, random);
    String before = Files.readString(file);

    assertThatThrownBy(() -> KeyDirectory.makeKeyEncryptionKey(file, random))
        .isInstanceOf(CodesException.UnusableKey.class);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void parseAll_severalKeys_areARing() {
    assertThat(MasterKey.parseAll(TestKeys.MASTER_HEX + ",\n " + "f".repeat(64)).names())
        .hasSize(2)
        .first()
        .isEqualTo("0c464c76cd382739");
    assertThatThrownBy(() -> MasterKey.parseAll(TestKeys.MASTER_HEX + " secret"))
        .hasMessageStartingWith("key 2 of 2: a master key is 32 bytes");
  }

  private KeyDirectory directory(@Nullable KeyWrapper wrapper) {
    return new KeyDirectory(folder.resolve("keys"), wrapper, random);
  }

  private KeyWrapper kek(String name) {
    KeyDirectory.makeKeyEncryptionKey(folder.resolve(name), random);
    return KeyWrappers.open("file:" + folder.resolve(name));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

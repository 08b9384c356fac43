package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappedKeyTest {

  private static final byte[] MASTER = HexFormat.of().parseHex(TestKeys.MASTER_HEX);

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private KeyWrapper kek = new Reversing("none");

  /** Not a cipher: shows what the format does by itself. */
  private record Reversing(String id) implements KeyWrapper {
    @Override
    public byte[] wrap(byte[] key) {
      byte[] wrapped = new byte[key.length];
      for (int i = 0; i < key.length; i++) {
        wrapped[i] = key[key.length - 1 - i];
      }
      return wrapped;
    }

    @Override
    public byte[] unwrap(byte[] wrapped) {
      return wrap(wrapped);
    }
  }

  @BeforeEach
  void keyEncryptionKey() throws IOException {
    kek = KeyWrappers.open("file:" + keyFile("a.kek", "1".repeat(64)));
  }

  @Test
  void wrap_isAsDocumented_byteByByte() {
    byte[] file = WrappedKey.wrap(MASTER, new Reversing("kms:1"), random);

    assertThat(HexFormat.of().formatHex(file, 0, 16))
        .isEqualTo("425843574b45590105" + "6b6d733a31" + "0020");
    assertThat(file).hasSize(11 + 5 + 32 + 12 + 48);
    byte[] dataKey = new Reversing("kms:1").unwrap(Arrays.copyOfRange(file, 16, 48));
    assertThat(
            Sealed.open(
                dataKey,
                Arrays.copyOfRange(file, 48, 60),
                Arrays.copyOf(file, 48),
                Arrays.copyOfRange(file, 60, 108)))
        .isEqualTo(MASTER);
  }

  @Test
  void unwrap_isTheInverse_andNoTwoWrapsAreAlike() {
    byte[] one = WrappedKey.wrap(MASTER, kek, random);
    byte[] two = WrappedKey.wrap(MASTER, kek, random);

    assertThat(WrappedKey.unwrap(one, kek)).isEqualTo(MASTER);
    assertThat(WrappedKey.unwrap(two, kek)).isEqualTo(MASTER);
    assertThat(one).isNotEqualTo(two);
    assertThat(HexFormat.of().formatHex(one)).doesNotContain(TestKeys.MASTER_HEX);
  }

  @Test
  void unwrap_anyBitChanged_isRefused() {
    byte[] file = WrappedKey.wrap(MASTER, kek, random);

    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> WrappedKey.unwrap(changed, kek))
          .as("bit %d", bit)
          .isInstanceOf(CodesException.UnusableKey.class);
    }
  }

  @Test
  void unwrap_cutAnywhere_saysWhere() {
    byte[] file = WrappedKey.wrap(MASTER, kek, random);

    for (int length = 7; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> WrappedKey.unwrap(cut, kek))
          .as("length %d", length)
          .isInstanceOf(CodesException.UnusableKey.class)
          .hasMessageStartingWith("the wrapped key file is cut short: it ends within its ");
    }
    assertThatThrownBy(() -> WrappedKey.unwrap(Arrays.copyOf(file, file.length + 3), kek))
        .hasMessage("the wrapped key file goes on for 3 bytes behind its end");
  }

  @Test
  void unwrap_anotherKek_namesBoth() throws IOException {
    KeyWrapper other = KeyWrappers.open("file:" + keyFile("b.kek", "2".repeat(64)));
    byte[] file = WrappedKey.wrap(MASTER, kek, random);

    assertThat(kek.id()).matches("file:[0-9a-f]{16}").isNotEqualTo(other.id());
    assertThatThrownBy(() -> WrappedKey.unwrap(file, other))
        .hasMessage(
            "the key file is wrapped under "
                + kek.id()
                + ", and the key-encryption key given is "
                + other.id());
  }

  /** A wrapper that lies about which KEK it has. */
  @Test
  void unwrap_anotherKekOfTheSameName_isRefused() {
    byte[] file = WrappedKey.wrap(MASTER, new Reversing("kms:1"), random);
    KeyWrapper liar =
        new KeyWrapper() {
          @Override
          public String id() {
            return "kms:1";
          }

          @Override
          public byte[] wrap(byte[] key) {
            return key;
          }

          @Override
          public byte[] unwrap(byte[] wrapped) {
            return wrapped;
          }
        };

    assertThatThrownBy(() -> WrappedKey.unwrap(file, liar))
        .hasMessageContaining("does not authenticate");
  }

  @Test
  void open_unknownKind_listsTheKnown() {
    assertThatThrownBy(() -> KeyWrappers.open("vault:secret"))
        .isInstanceOf(CodesException.UnusableKey.class)
        .hasMessage("a key-encryption key is named by one of command:, file: and its place");
    assertThatThrownBy(() -> KeyWrappers.open("/mnt/kek")).hasMessageContaining("file:");
    assertThat(KeyWrappers.openIfGiven(" ")).isNull();
  }

  private Path keyFile(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}

package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bricscodes.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFileTest {

  private static final KeyCodec BIF = ChainProfile.BIF_CORE.keys();
  private static final String SECRET = "priSPKnS7DVESZGYbjc6tqYfzN4R74E6DXzgzD5RMt5VDj2ftA";
  private static final String ADDRESS = "did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF";

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {SECRET, SECRET + "\n", " " + SECRET + " \r\n"})
  void keyText_isTheKey(String text) throws Exception {
    SigningKey key = read(file("key", text), Optional.empty(), ADDRESS);

    assertThat(BIF.printPrivate(key)).isEqualTo(SECRET);
  }

  @Test
  void keyStore_withItsPassword_isTheKey() throws Exception {
    Path store = file("store", store("pass word\u00fc", 16_384));
    Path password = file("password", "pass word\u00fc\n");

    assertThat(BIF.printPrivate(read(store, Optional.of(password), ADDRESS))).isEqualTo(SECRET);
  }

  @Test
  void keyStore_wrongOrNoPassword_isRefused() throws Exception {
    Path store = file("store", store("right", 16_384));

    refused(store, Optional.of(file("password", "wrong\n")), "'password-file'");
    refused(store, Optional.empty(), "'password-file'");
  }

  @ParameterizedTest
  @CsvSource({
    "\"n\":16384, \"n\":16383",
    "\"n\":16384, \"n\":1073741824",
    "\"r\":8, \"r\":1000",
    "\"p\":1, \"p\":1000",
    "\"aesctr_iv\":\"0000, \"aesctr_iv\":\"00",
    "\"salt\":\"ab, \"salt\":\"xy",
    "\"version\":2}, \"version\":2}x"
  })
  void keyStore_outOfBoundsOrBroken_isRefused(String genuine, String other) throws Exception {
    String store = store("right", 16_384);
    assertThat(store).contains(genuine);

    refused(
        file("store", store.replace(genuine, other)),
        Optional.of(file("password", "right\n")),
        "no key store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "priSPKnS7DVESZGYbjc6tqYfzN4R74E6DXzgzD5RMt5VDj2ft",
        "privBtubfnEogop8UZDux8tUGTYYthcooGskoKNMbPZY2xfoac5inojc",
        "two lines\nof text"
      })
  void otherText_isRefusedWithoutShowingIt(String text) throws Exception {
    Path file = file("key", text);

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> read(file, Optional.empty(), ADDRESS))
        .withMessageContaining("'key-file'")
        .withNoCause()
        .satisfies(e -> assertThat(text.isEmpty() || !String.valueOf(e).contains(text)).isTrue());
  }

  @Test
  void keyOfAnotherAccount_isRefusedNamingBoth() throws Exception {
    Path file = file("key", SECRET);
    String other = "did:bid:efQ69GRtQUDR9SngdFKAv4owYyx5Fnko";

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> read(file, Optional.empty(), other))
        .withMessageContaining(ADDRESS)
        .withMessageContaining(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rwxrwxrwx"})
  void openToOthers_isRefused(String permissions) throws Exception {
    Path file = file("key", SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    refused(file, Optional.empty(), "chmod 600");
  }

  @Test
  void missingOrDirectoryOrTooLongOrNoText_isRefused() throws Exception {
    refused(dir.resolve("nothing"), Optional.empty(), "names no file");
    Path folder = Files.createDirectory(dir.resolve("folder"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    refused(folder, Optional.empty(), "'key-file'");
    refused(file("long", SECRET.repeat(100)), Optional.empty(), "4096 bytes");
    Path binary = file("binary", "");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe});
    refused(binary, Optional.empty(), "no text");
  }

  private static void refused(Path file, Optional<Path> password, String reason) {
    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> read(file, password, ADDRESS))
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(String.valueOf(e)).doesNotContain(SECRET));
  }

  private static SigningKey read(Path file, Optional<Path> password, String address)
      throws LedgerException {
    return KeyFile.read(BIF, file, password, address);
  }

  private Path file(String name, String text) {
    Path file = dir.resolve(name);
    Network.writeOwnerOnly(file, text);
    return file;
  }

  private static String store(String password, int n) throws Exception {
    byte[] salt = HexFormat.of().parseHex("ab".repeat(32));
    byte[] key = SCrypt.generate(password.getBytes(UTF_8), salt, n, 8, 1, 32);
    Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    return "{\"address\":\"%s\",\"aesctr_iv\":\"%s\",\"cypher_text\":\"%s\",\"scrypt_params\":"
            .formatted(
                ADDRESS,
                "00".repeat(16),
                HexFormat.of().withUpperCase().formatHex(aes.doFinal(SECRET.getBytes(UTF_8))))
        + "{\"n\":%d,\"p\":1,\"r\":8,\"salt\":\"%s\"},\"version\":2}".formatted(n, "ab".repeat(32));
  }
}

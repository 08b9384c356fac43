package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.bricscodes.ledger.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvmKeyTest {

  private static final String ACCOUNT = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  /** The example of the Web3 Secret Storage Definition (PBKDF2); its password is testpassword. */
  private static final String KEY_STORE =
      """
      {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
      "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
      "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
      "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
      "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
      "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
      """;

  @TempDir Path directory;

  @Test
  void digits_areAKey() throws Exception {
    assertThat(EvmKey.read(file("key", Anvil.KEYS.getFirst() + "\n"), Optional.empty()).address())
        .isEqualTo(ACCOUNT);
    assertThat(EvmKey.read(file("0x", "0x" + Anvil.KEYS.getFirst()), Optional.empty()).address())
        .isEqualTo(ACCOUNT);
  }

  @Test
  void keyStore_isOpenedByItsPassword() throws Exception {
    Path key = file("key.json", KEY_STORE);

    assertThat(EvmKey.read(key, Optional.of(file("password", "testpassword\n"))).address())
        .isEqualTo("0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b");
  }

  @Test
  void keyStore_wrongOrNoPassword_isRefused() throws Exception {
    Path key = file("key.json", KEY_STORE);
    Path wrong = file("wrong", "another");

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> EvmKey.read(key, Optional.of(wrong)))
        .withMessageContaining("'password-file' does not open 'key-file'");
    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> EvmKey.read(key, Optional.empty()))
        .withMessageContaining("'password-file'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a key",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", // the group's order
        "{\"crypto\":7}",
      })
  void anythingElse_isRefusedAndNotQuoted(String text) throws Exception {
    Path key = file("key", text);
    Path password = file("password", "p");

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> EvmKey.read(key, Optional.of(password)))
        .satisfies(
            e -> {
              assertThat(text.isEmpty() || !String.valueOf(e.getMessage()).contains(text)).isTrue();
              assertThat(e).hasNoCause();
            });
  }

  @Test
  void readableByOthers_isRefused() throws Exception {
    Path key = file("key", Anvil.KEYS.getFirst());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> EvmKey.read(key, Optional.empty()))
        .withMessageContaining("chmod 600");
  }

  @Test
  void missingOrHuge_isRefused() throws Exception {
    Path huge = file("huge", "0".repeat(20_000));

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> EvmKey.read(directory.resolve("none"), Optional.empty()))
        .withMessageContaining("names no file");
    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> EvmKey.read(huge, Optional.empty()))
        .withMessageContaining("16384");
  }

  @Test
  void shown_isItsAccountOnly() throws Exception {
    assertThat(EvmKey.read(file("key", Anvil.KEYS.getFirst()), Optional.empty()).toString())
        .isEqualTo("EvmKey[" + ACCOUNT + "]");
  }

  private Path file(String name, String text) throws Exception {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}

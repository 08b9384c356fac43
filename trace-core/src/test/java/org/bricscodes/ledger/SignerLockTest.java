package org.bricscodes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignerLockTest {

  @TempDir Path dir;

  @Test
  void lock_taken_keepsTheSecondOutUntilItIsGivenBack() throws Exception {
    Path key = Files.writeString(dir.resolve("signer.key"), "secret");
    SignerLock first = SignerLock.take(key);

    assertThatThrownBy(() -> SignerLock.take(key))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageContaining("another writer uses this key")
        .hasMessageNotContaining("secret");

    first.close();
    first.close();
    try (SignerLock second = SignerLock.take(key)) {
      assertThat(second).isNotNull();
    }
  }

  @Test
  void lock_folderAbsent_isRefusedByName() {
    assertThatThrownBy(() -> SignerLock.take(dir.resolve("absent/signer.key")))
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessageContaining("absent/signer.key.lock");
  }
}

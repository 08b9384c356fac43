package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes die with their key: a service that lost it says so, instead of making another. */
final class MasterKeyLossTest {

  private static final String ORDER = "{\"gtin\":\"09521222000018\",\"lot\":\"A\",\"quantity\":1}";

  @TempDir private Path data;

  @SuppressWarnings("NullAway.Init") // set before each test
  MasterKeyLossTest() {}

  @Test
  void keyFile_lostAfterCodesWereIssued_isNotMadeAnew() throws IOException {
    issue();
    Path key = data.resolve("keys/master.key");
    Files.delete(key);

    assertThatThrownBy(() -> RunningServer.in(data).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("master.key is missing");
    assertThat(key).doesNotExist();
  }

  @Test
  void keyFile_ofAnotherInstallation_isRefused() throws IOException {
    issue();
    Path key = data.resolve("keys/master.key");
    Files.writeString(key, "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n");

    assertThatThrownBy(() -> RunningServer.in(data).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another master key");
  }

  @Test
  void adminKey_replaced_endsTheOldOne() {
    try (RunningServer running = RunningServer.in(data)) {
      assertThat(running.send(running.admin("/keys")).statusCode()).isEqualTo(200);
    }
    try (RunningServer running = RunningServer.in(data, "another-admin-key")) {
      assertThat(running.send(running.as("another-admin-key", "/keys")).statusCode())
          .isEqualTo(200);
      assertThat(running.send(running.admin("/keys")).statusCode()).isEqualTo(401);
    }
  }

  private void issue() {
    try (RunningServer running = RunningServer.in(data)) {
      assertThat(running.post(RunningServer.ADMIN_KEY, "/codes/batches", ORDER).statusCode())
          .isEqualTo(201);
    }
  }
}

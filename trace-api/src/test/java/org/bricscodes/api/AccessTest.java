package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.ADMIN_KEY;
import static org.bricscodes.api.RunningServer.json;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTest {

  @TempDir private Path data;
  private RunningServer running;

  @SuppressWarnings("NullAway.Init") // set before each test
  AccessTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ready", "/docs", "/openapi.yaml"})
  void publicDoor_withoutKey_opens(String path) {
    assertThat(running.get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/keys", "/metrics", "/codes/batches", "/codes/symbols"})
  void closedDoor_withoutKey_asksForOne(String path) {
    var answer = running.get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(json(answer).path("code").asText()).isEqualTo("key-missing");
  }

  @Test
  void unknownKey_isRefused() {
    var answer = running.send(running.as("no-such-key-exists-here", "/keys"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).path("code").asText()).isEqualTo("key-unknown");
  }

  @Test
  void wrongRole_isRefused_namingTheRolesThatMay() {
    String partner = running.key("https://id.gs1.org/417/9521111000006", "partner");

    var answer = running.post(partner, "/codes/batches", "{}");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(json(answer).path("detail").asText()).contains("exporter, admin");
  }

  @Test
  void issuedKey_survivesRestart_andItsSecretIsNowhereOnDisk() throws java.io.IOException {
    String secret = running.key("https://id.gs1.org/417/9521111000006", "exporter");
    running.close();
    running = RunningServer.in(data);

    assertThat(running.send(running.as(secret, "/codes/batches")).statusCode()).isEqualTo(200);
    try (var files = java.nio.file.Files.walk(data)) {
      assertThat(files.filter(java.nio.file.Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(
                          new String(
                              java.nio.file.Files.readAllBytes(file),
                              java.nio.charset.StandardCharsets.ISO_8859_1))
                      .doesNotContain(secret, ADMIN_KEY));
    }
  }

  @Test
  void revokedKey_endsAtOnce() {
    String secret = running.key("https://id.gs1.org/417/9521111000006", "exporter");
    String id = "";
    for (var key : json(running.send(running.admin("/keys"))).path("keys")) {
      if (key.path("role").asText().equals("exporter")) {
        id = key.path("id").asText();
      }
    }

    var revoked = running.send(running.admin("/keys/" + id).DELETE());

    assertThat(revoked.statusCode()).isEqualTo(204);
    assertThat(running.send(running.as(secret, "/codes/batches")).statusCode()).isEqualTo(401);
  }

  @Test
  void keyRequest_withSeveralFaults_namesThemAll() {
    var answer =
        running.post(ADMIN_KEY, "/keys", "{\"party\":\"not a uri\",\"role\":\"king\",\"extra\":1}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("faults").findValuesAsText("where"))
        .containsExactlyInAnyOrder("/extra", "/name", "/party", "/role");
  }

  @Test
  void firstStart_withoutConfiguredKey_makesOneOnce(@TempDir Path fresh) {
    String first;
    try (TraceServer server =
        TraceServer.start(Config.local(fresh), Clock.systemUTC(), new SecureRandom())) {
      first = server.firstAdminKey().orElse("");
    }
    try (TraceServer server =
        TraceServer.start(Config.local(fresh), Clock.systemUTC(), new SecureRandom())) {
      assertThat(server.firstAdminKey()).isEmpty();
    }

    assertThat(first).startsWith("trace_").hasSize(6 + 43);
  }
}

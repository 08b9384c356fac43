package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.bricscodes.codes.CodesException;
import org.bricscodes.codes.KeyDirectory;
import org.bricscodes.codes.KeyWrappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EpochTest {

  private static final String ORDER = "{\"gtin\":\"09521222000018\",\"lot\":\"A\",\"quantity\":5}";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  EpochTest() {}

  @Test
  void rotation_movesOn_andOldCodesStayGenuine_alsoAfterARestart() {
    Path data = folder.resolve("data");
    String old;
    String fresh;
    try (RunningServer running = RunningServer.in(data)) {
      old = serial(running);
      long before = keys(running).path("current").path("ordinal").asLong();

      var rotated =
          running.post(
              RunningServer.ADMIN_KEY,
              "/codes/keys/rotation",
              "{\"reason\":\"drill\",\"newMasterKey\":true,\"from\":%d}".formatted(before));

      assertThat(rotated.statusCode()).isEqualTo(200);
      assertThat(json(rotated).path("ordinal").asLong()).isEqualTo(before + 1);
      assertThat(json(rotated).path("by").asText()).isEqualTo(TraceServer.OPERATOR);
      fresh = serial(running);
      assertThat(fresh.charAt(0)).isNotEqualTo(old.charAt(0));
      var repeated =
          running.post(
              RunningServer.ADMIN_KEY,
              "/codes/keys/rotation",
              "{\"reason\":\"drill\",\"from\":%d}".formatted(before));
      assertThat(repeated.statusCode()).isEqualTo(409);
      JsonNode all = keys(running);
      assertThat(all.path("masterKeys")).hasSize(2);
      assertThat(all.path("epochs").findValuesAsText("status"))
          .containsExactlyInAnyOrder("retired", "current");
      assertThat(all.path("epochs").findValuesAsText("issued")).containsExactly("5", "5");
    }
    try (RunningServer running = RunningServer.in(data)) {
      assertThat(verdict(running, old)).isEqualTo(verdict(running, fresh)).isNotEmpty();
      assertThat(serial(running).charAt(0)).isEqualTo(fresh.charAt(0));
    }
  }

  @Test
  void compromise_isRecorded_andIssuesNoMoreUnderTheKey() {
    try (RunningServer running = RunningServer.in(folder.resolve("data"))) {
      char epoch = serial(running).charAt(0);

      var marked =
          mark(running, epoch + "/0", "{\"since\":\"2020-01-01T00:00:00Z\",\"reason\":\"leak\"}");

      assertThat(marked.statusCode()).isEqualTo(200);
      assertThat(json(marked).path("status").asText()).isEqualTo("compromised");
      assertThat(json(marked).path("compromise").path("since").asText())
          .isEqualTo("2020-01-01T00:00:00Z");
      assertThat(serial(running).charAt(0)).isNotEqualTo(epoch);
    }
  }

  @Test
  void faultyRequests_areRefusedByName() {
    try (RunningServer running = RunningServer.in(folder.resolve("data"))) {
      var rotation =
          running.post(
              RunningServer.ADMIN_KEY,
              "/codes/keys/rotation",
              "{\"newMasterKey\":\"yes\",\"from\":-1,\"to\":3}");
      assertThat(rotation.statusCode()).isEqualTo(400);
      assertThat(json(rotation).path("faults").findValuesAsText("where"))
          .containsExactlyInAnyOrder("/reason", "/newMasterKey", "/from", "/to");
      assertThat(mark(running, "7/0", "{\"reason\":\"leak\"}").statusCode()).isEqualTo(404);
      assertThat(mark(running, "I/0", "{\"reason\":\"leak\"}").statusCode()).isEqualTo(400);
      assertThat(mark(running, "7/x", "{\"reason\":\"leak\"}").statusCode()).isEqualTo(400);
      var future = mark(running, "7/0", "{\"since\":\"2999-01-01T00:00:00Z\",\"reason\":\"leak\"}");
      assertThat(json(future).path("faults").findValuesAsText("where")).containsExactly("/since");
      String exporter = running.key("https://id.gs1.org/417/9521222000001", "exporter");
      assertThat(running.send(running.as(exporter, "/codes/keys")).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void wrappedKeys_openWithTheirKekAlone() throws Exception {
    Path data = folder.resolve("data");
    Path kek = folder.resolve("trace.kek");
    KeyDirectory.makeKeyEncryptionKey(kek, new SecureRandom());
    String code;
    try (RunningServer running = RunningServer.in(data)) {
      code = serial(running);
    }
    KeySettings wrapped = new KeySettings(null, "file:" + kek);
    KeySettings.FILES
        .directory(data.resolve("keys"), new SecureRandom())
        .rewrap(KeyWrappers.open("file:" + kek));

    assertThatThrownBy(() -> RunningServer.in(data).close())
        .isInstanceOf(CodesException.UnusableKey.class)
        .hasMessageContaining("is wrapped under file:");
    assertThat(Files.readAllBytes(data.resolve("keys/master.key"))).hasSizeGreaterThan(100);
    Config config = Config.local(data).withAdminKey(RunningServer.ADMIN_KEY).withKeys(wrapped);
    try (RunningServer running = RunningServer.on(config)) {
      assertThat(verdict(running, code)).isNotEmpty();
      var rotated =
          running.post(
              RunningServer.ADMIN_KEY,
              "/codes/keys/rotation",
              "{\"reason\":\"drill\",\"newMasterKey\":true}");
      assertThat(rotated.statusCode()).isEqualTo(200);
    }
    assertThat(Files.readAllBytes(data.resolve("keys/master-2.key"))).hasSizeGreaterThan(100);
  }

  @Test
  void keysFromTheEnvironment_cannotGrow_butAreARing() {
    Path data = folder.resolve("data");
    String one = "1".repeat(64);
    Config config = Config.local(data).withAdminKey(RunningServer.ADMIN_KEY);
    String code;
    try (RunningServer running = RunningServer.on(config.withKeys(new KeySettings(one, null)))) {
      code = serial(running);
      var refused =
          running.post(
              RunningServer.ADMIN_KEY,
              "/codes/keys/rotation",
              "{\"reason\":\"drill\",\"newMasterKey\":true}");
      assertThat(refused.statusCode()).isEqualTo(409);
    }
    KeySettings two = new KeySettings(one + "," + "2".repeat(64), null);
    try (RunningServer running = RunningServer.on(config.withKeys(two))) {
      assertThat(verdict(running, code)).isNotEmpty();
      assertThat(keys(running).path("masterKeys")).hasSize(2);
    }
    assertThatThrownBy(() -> new KeySettings(one, "file:/x"))
        .hasMessageContaining("exclude each other");
  }

  @Test
  void assembly_offLine_opensTheSameKeys() {
    Path data = folder.resolve("data");
    String code;
    try (RunningServer running = RunningServer.in(data)) {
      code = serial(running);
    }
    try (Assembly assembly =
        Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom())) {
      assertThat(assembly.codes().epochs().list()).hasSize(1);
      assertThat(assembly.codes().epochs().current().epoch().symbol()).isEqualTo(code.charAt(0));
    }
  }

  private static JsonNode keys(RunningServer running) {
    return json(running.send(running.admin("/codes/keys")));
  }

  private static HttpResponse<String> mark(RunningServer running, String key, String body) {
    return running.send(
        running.admin("/codes/keys/" + key + "/compromise").PUT(BodyPublishers.ofString(body)));
  }

  /** The first serial of a new batch. */
  private static String serial(RunningServer running) {
    var batch = running.post(RunningServer.ADMIN_KEY, "/codes/batches", ORDER);
    assertThat(batch.statusCode()).as(batch.body()).isEqualTo(201);
    String id = json(batch).path("id").asText();
    return running
        .send(running.admin("/codes/batches/" + id + "/codes.csv"))
        .body()
        .substring(0, 16);
  }

  /** The lot that a genuine code's scan tells; empty for any other. */
  private static String verdict(RunningServer running, String serial) {
    var state = running.send(running.admin("/codes/states/01/09521222000018/21/" + serial));
    return json(state).path("lot").asText();
  }
}

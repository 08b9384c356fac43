package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.bricscodes.codes.BatchId;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.SerialRun;
import org.bricscodes.scans.IpPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InnerTest {

  private static final String OWNER = "https://id.gs1.org/417/9521222000001";
  private static final String ORDER = "{\"gtin\":\"09521222000018\",\"lot\":\"A\",\"quantity\":9}";
  private static final String ITEM = "/01/09521222000018/21/";

  @TempDir private Path data;

  @SuppressWarnings("NullAway.Init") // set before each test
  InnerTest() {}

  private record Code(String serial, String inner) {}

  @Test
  void rightCode_activatesOnce_alsoAfterARestart() {
    String batch = issue();
    Code code = codes(batch).get(4);
    String at;
    try (RunningServer running = RunningServer.in(data)) {
      var first = tell(running, code.serial, code.inner.toLowerCase(Locale.ROOT));
      assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
      assertThat(json(first).path("result").asText()).isEqualTo("activated");
      at = json(first).path("at").asText();
    }
    try (RunningServer running = RunningServer.in(data)) {
      var second =
          tell(running, code.serial, code.inner.substring(0, 3) + " - " + code.inner.substring(3));
      assertThat(json(second).path("result").asText()).isEqualTo("already-activated");
      assertThat(json(second).path("at").asText()).isEqualTo(at).isNotEmpty();
      String owner = running.key(OWNER, "exporter");
      var shown = running.send(running.as(owner, "/codes/states" + ITEM + code.serial + "/inner"));
      assertThat(json(shown).path("activated").asText()).isEqualTo(at);
      assertThat(json(shown).path("wrong").asInt()).isZero();
      assertThat(running.send(running.admin("/metrics")).body()).contains("inner_codes_again 1\n");
    }
  }

  @Test
  void fiveWrongCodes_lockTheItem_untilItsOwnerUnlocksIt() {
    Code code = codes(issue()).getFirst();
    try (RunningServer running = RunningServer.in(data)) {
      String wrong = code.inner.equals("000000") ? "000001" : "000000";
      String answer = tell(running, code.serial, wrong).body();
      for (int i = 0; i < 4; i++) {
        assertThat(tell(running, code.serial, wrong).body()).isEqualTo(answer);
      }
      assertThat(tell(running, code.serial, code.inner).body())
          .isEqualTo(answer)
          .contains("not-confirmed");
      String stranger = running.key("https://id.gs1.org/417/9521333000006", "exporter");
      String lock = "/codes/states" + ITEM + code.serial + "/inner/lock";
      assertThat(running.send(running.as(stranger, lock).DELETE()).statusCode()).isEqualTo(403);
      assertThat(running.send(running.open(lock).DELETE()).statusCode()).isEqualTo(401);

      var unlocked = running.send(running.as(running.key(OWNER, "exporter"), lock).DELETE());

      assertThat(unlocked.statusCode()).isEqualTo(200);
      assertThat(json(unlocked).path("wrong").asInt()).isEqualTo(5);
      assertThat(json(unlocked).has("lockedUntil")).isFalse();
      assertThat(json(tell(running, code.serial, code.inner)).path("result").asText())
          .isEqualTo("activated");
    }
  }

  @Test
  void voidAndRecalledItems_areNotActivated_whateverCodeIsTold() {
    List<Code> codes = codes(issue());
    Code cancelled = codes.get(0);
    Code recalled = codes.get(1);
    try (RunningServer running = RunningServer.in(data)) {
      String owner = running.key(OWNER, "exporter");
      set(running, owner, cancelled, "void");
      set(running, owner, recalled, "recalled");

      var right = tell(running, cancelled.serial, cancelled.inner);
      var wrong = tell(running, cancelled.serial, "000000");

      assertThat(right.statusCode()).isEqualTo(200);
      assertThat(json(right).path("result").asText()).isEqualTo("out-of-use");
      assertThat(json(right).path("message").asText()).contains("was cancelled");
      assertThat(wrong.body()).isEqualTo(right.body());
      assertThat(json(tell(running, recalled.serial, recalled.inner)).path("message").asText())
          .contains("is recalled");
      assertThat(state(running, owner, recalled).has("activated")).isFalse();
      assertThat(running.send(running.admin("/metrics")).body())
          .contains("inner_codes_activated 0\n")
          .contains("inner_codes_out_of_use 3\n");

      set(running, owner, recalled, "active");
      assertThat(json(tell(running, recalled.serial, recalled.inner)).path("result").asText())
          .isEqualTo("activated");
    }
  }

  @Test
  void activation_standsBesideTheState_whichIsTheOwnersWord() {
    Code code = codes(issue()).getFirst();
    try (RunningServer running = RunningServer.in(data)) {
      String owner = running.key(OWNER, "exporter");
      String at = json(tell(running, code.serial, code.inner)).path("at").asText();

      JsonNode state = state(running, owner, code);

      assertThat(state.path("state").asText()).isEqualTo("ordered");
      assertThat(state.path("activated").asText()).isEqualTo(at).isNotEmpty();
    }
  }

  private static JsonNode state(RunningServer running, String owner, Code code) {
    return json(running.send(running.as(owner, "/codes/states" + ITEM + code.serial)));
  }

  private static void set(RunningServer running, String owner, Code code, String state) {
    var answer =
        running.send(
            running
                .as(owner, "/codes/states" + ITEM + code.serial)
                .PUT(
                    BodyPublishers.ofString(
                        "{\"state\":\"" + state + "\",\"reason\":\"found on the line\"}")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void codesThatWereNeverIssued_areRefusedAlike() {
    Code code = codes(issue()).getFirst();
    try (RunningServer running = RunningServer.in(data)) {
      var guessed = tell(running, code.serial.charAt(0) + "000000000000000", "4JEK5F");
      var epoch =
          tell(running, (code.serial.charAt(0) == '7' ? '8' : '7') + "GF04CNGMYKV4H93", "4JEK5F");
      var shape = tell(running, "ABC", "4JEK5F");
      var lot =
          post(running, "/scan/01/09521222000018/10/B/21/" + code.serial + "/inner", "4JEK5F");

      for (HttpResponse<String> answer : List.of(guessed, epoch, shape, lot)) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("detail")).isEqualTo(json(guessed).path("detail"));
      }
      var product = post(running, "/scan/01/09521222000018/inner", "4JEK5F");
      assertThat(product.statusCode()).isEqualTo(404);
    }
  }

  @Test
  void faultyBodies_areRefusedByName() {
    Code code = codes(issue()).getFirst();
    try (RunningServer running = RunningServer.in(data)) {
      assertThat(where(tell(running, code.serial, "4JEK5"))).isEqualTo("/code");
      assertThat(where(tell(running, code.serial, "4JEK5U"))).isEqualTo("/code");
      var large =
          running.send(
              running
                  .open("/scan" + ITEM + code.serial + "/inner")
                  .POST(BodyPublishers.ofString("{\"code\":\"" + "4".repeat(2000) + "\"}")));
      assertThat(large.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void manyCodesFromOneNetwork_areSlowedDown() {
    List<Code> codes = codes(issue());
    try (RunningServer running = RunningServer.in(data)) {
      HttpResponse<String> last = tell(running, codes.getFirst().serial, "4JEK5F");
      int told = 1;
      while (last.statusCode() == 200 && told < 200) {
        last = tell(running, codes.get(told % 9).serial, "4JEK5F");
        told++;
      }

      assertThat(told).isBetween(31, 45);
      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(json(last).path("code").asText()).isEqualTo("too-many-requests");
      assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 10L);
      assertThat(running.send(running.admin("/metrics")).body())
          .contains("inner_codes_limited 1\n");
    }
  }

  @Test
  void oneNetworkBehindAProxy_isSlowedDown_andNoOther() {
    Code code = codes(issue()).getFirst();
    try (RunningServer running =
        RunningServer.recording(
            data, ScanSettings.STANDARD.behind(List.of(IpPrefix.parse("127.0.0.0/8")), null))) {
      int status = 200;
      for (int told = 0; status == 200 && told < 200; told++) {
        status = tellFrom(running, "192.0.2.7", code.serial);
      }

      assertThat(status).isEqualTo(429);
      assertThat(tellFrom(running, "198.51.100.7", code.serial)).isEqualTo(200);
    }
  }

  private static int tellFrom(RunningServer running, String address, String serial) {
    return running
        .send(
            running
                .open("/scan" + ITEM + serial + "/inner")
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString("{\"code\":\"4JEK5F\"}")))
        .statusCode();
  }

  private String issue() {
    try (RunningServer running = RunningServer.in(data)) {
      var batch = running.post(running.key(OWNER, "exporter"), "/codes/batches", ORDER);
      return json(batch).path("id").asText();
    }
  }

  private List<Code> codes(String batch) {
    try (Assembly assembly =
        Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom())) {
      CodeBook book = assembly.codes();
      SerialRun run = book.serials(book.batch(BatchId.parse(batch)).orElseThrow());
      return run.stream()
          .map(serial -> new Code(serial.text(), run.innerCodes().of(serial).text()))
          .toList();
    }
  }

  private static HttpResponse<String> tell(RunningServer running, String serial, String code) {
    return post(running, "/scan" + ITEM + serial + "/inner", code);
  }

  private static HttpResponse<String> post(RunningServer running, String path, String code) {
    return running.send(
        running.open(path).POST(BodyPublishers.ofString("{\"code\":\"" + code + "\"}")));
  }

  private static String where(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode faults = json(answer).path("faults");
    return faults.path(0).path("where").asText();
  }
}

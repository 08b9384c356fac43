package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.provenance.Disclosure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sees what of a code's events: on the page, in its JSON, in the proof. */
final class DisclosureTest {

  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String LAB = "https://id.gs1.org/417/9521333000006";
  private static final String INVOICE = "urn:epcglobal:cbv:bt:9521222000018:INV-4711";
  private static final String RESULT = "urn:epcglobal:cbv:bt:9521333000006:TEST-12";
  private static final String OTHER = "https://id.gs1.org/01/09521222000018/21/OTHERPACK";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String lab;
  private String link;

  @SuppressWarnings("NullAway.Init") // set before each test
  DisclosureTest() {}

  @BeforeEach
  void start() throws Exception {
    running = RunningServer.in(data.resolve("service"));
    factory = running.key(FACTORY, "exporter");
    lab = running.key(LAB, "partner");
    String order =
        "{\"gtin\":\"09521222000018\",\"lot\":\"A\",\"quantity\":1,\"expiry\":\"2099-01-01\"}";
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    String serial =
        running
            .send(running.as(factory, "/codes/batches/" + id + "/codes.csv"))
            .body()
            .substring(0, 16);
    link = "/01/09521222000018/10/A/21/" + serial;
    capture(
        factory,
        """
        "bizStep":"shipping","epcList":["%s","https://id.gs1.org/01/09521222000018/21/%s"],
        "bizTransactionList":[{"type":"inv","bizTransaction":"%s"}],
        "destinationList":[{"type":"owning_party","destination":"https://id.gs1.org/417/9521444000001"}],
        "https://example.org/price":12.75\
        """
            .formatted(OTHER, serial, INVOICE));
    capture(
        lab,
        """
        "bizStep":"inspecting","quantityList":[
        {"epcClass":"https://id.gs1.org/01/09521222000018/10/A","quantity":4812,"uom":"KGM"}],
        "bizTransactionList":[{"type":"testres","bizTransaction":"%s"}]\
        """
            .formatted(RESULT));
    awaitProof();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void proof_withoutAKey_showsWhatThePublicMaySee_andIsProven() throws Exception {
    String proof = proof(null).body();

    assertThat(proof)
        .contains("bricscodes.org/proof-bundle@v2", RESULT, "shipping", "inspecting")
        .doesNotContain(INVOICE, OTHER, "12.75", "4812", "owning_party", "\"hash\"");
    Ran ran = trace("verify", file("public.json", proof));
    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.said())
        .contains("PROVEN  https://id.gs1.org" + link)
        .containsPattern(
            "2026-05-02T02:00:00Z  shipping  by "
                + FACTORY
                + "  entry [0-9]+\\R    7 of 13 pieces shown; withheld: 1 of epcList, 2 of"
                + " bizTransactionList, 2 of destinationList, 1 of https://example.org/price\\R")
        .contains("    9 of 11 pieces shown; withheld: 2 of quantityList");
  }

  @Test
  void json_andPage_tellNothingThatTheProofWithholds() {
    HttpResponse<String> scan =
        running.send(running.open("/scan" + link).header("Accept", "application/json"));
    HttpResponse<String> page =
        running.send(running.open("/scan" + link).header("Accept", "text/html"));

    for (HttpResponse<String> answer : List.of(scan, page)) {
      assertThat(answer.body())
          .contains(RESULT)
          .doesNotContain(INVOICE, OTHER, "12.75", "4812", "ni:///");
    }
    JsonNode step = json(scan).path("journey").get(0);
    assertThat(step.path("eventID").isNull()).isTrue();
    assertThat(step.path("documents")).isEmpty();
    assertThat(step.path("evidence").asText()).isEqualTo("evidenced");
  }

  @Test
  void proof_withAKey_isWholeForWhatThatKeySees() throws Exception {
    String exporters = proof(factory).body();
    String labs = proof(lab).body();
    String auditors = proof(running.key("https://audit.example", "auditor")).body();

    assertThat(exporters).contains(INVOICE, OTHER, "12.75").doesNotContain("4812", "\\\"KGM\\\"");
    assertThat(labs).contains("4812").doesNotContain(INVOICE, OTHER, "12.75");
    assertThat(auditors).contains(INVOICE, OTHER, "12.75", "KGM").doesNotContain("\"pieces\"");
    for (String proof : List.of(exporters, labs, auditors)) {
      assertThat(trace("verify", file("whole.json", proof)).exit()).isZero();
    }
  }

  @Test
  void proof_withAKeyThatIsNone_isRefused() {
    HttpResponse<String> answer = proof("trace_no-key-of-anybody");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).path("code").asText()).isEqualTo("key-unknown");
  }

  @Test
  void operator_mayOpenMore() throws Exception {
    running.close();
    running =
        RunningServer.on(
            Config.local(data.resolve("service"))
                .withAdminKey(RunningServer.ADMIN_KEY)
                .withDisclosure(
                    Disclosure.PUBLIC.and(
                        Set.of("bizTransactionList[inv]", "https://example.org/price"))));

    assertThat(proof(null).body())
        .contains(INVOICE, "12.75")
        .doesNotContain(OTHER, "4812", "owning_party");
    assertThat(
            running.send(running.open("/scan" + link).header("Accept", "application/json")).body())
        .contains(INVOICE);
  }

  @Test
  void disclose_withholdsFromAWholeBundle_offline() throws Exception {
    String whole =
        file("whole.json", proof(running.key("https://audit.example", "auditor")).body());
    running.close();
    Path part = data.resolve("part.json");

    Ran ran =
        trace("disclose", whole, "--only", "bizStep,quantityList/quantity", "-o", part.toString());

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.said()).startsWith("PROVEN  2 events in part, 0 whole, written to ");
    assertThat(Files.readString(part))
        .contains("4812", "shipping")
        .doesNotContain(INVOICE, RESULT, OTHER, "12.75", "KGM");
    assertThat(trace("verify", part.toString()).exit()).isZero();
    Ran less = trace("disclose", part.toString(), "--only", "public", "-o", part.toString());
    assertThat(less.exit()).as(less.said()).isZero();
    assertThat(Files.readString(part)).contains("shipping").doesNotContain("4812", RESULT);
  }

  @Test
  void disclose_ofAQuerysAnswer_leavesItProven() throws Exception {
    String answer =
        running.send(running.as(factory, "/export/events.proof.json?EQ_bizStep=shipping")).body();
    Path part = data.resolve("part.json");

    Ran ran =
        trace("disclose", file("answer.json", answer), "--only", "bizStep", "-o", part.toString());

    assertThat(answer).contains("bricscodes.org/result-set@v2", INVOICE).doesNotContain("pieces");
    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(Files.readString(part)).doesNotContain(INVOICE, OTHER);
    assertThat(trace("verify", part.toString()).said())
        .startsWith("PROVEN  1 event of a query's answer")
        .contains("pieces shown; withheld: 2 of epcList");
  }

  @Test
  void disclose_ofWhatIsNotProven_orHasNoParts_writesNothing() throws Exception {
    Path part = data.resolve("part.json");
    String whole = proof(running.key("https://audit.example", "auditor")).body();
    String example = "../trace-core/docs/bundle-example.json";

    Ran changed =
        trace(
            "disclose",
            file("changed.json", whole.replace("4812,", "4813,")),
            "--only",
            "bizStep",
            "-o",
            part.toString());
    Ran old = trace("disclose", example, "--only", "bizStep", "-o", part.toString());
    Ran none = trace("disclose", file("none.json", "{}"), "--only", "type", "-o", part.toString());

    assertThat(changed.exit()).isEqualTo(1);
    assertThat(changed.said()).startsWith("NOT PROVEN  /events/1");
    assertThat(old.exit()).isEqualTo(2);
    assertThat(old.said()).contains("logged before that was possible");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(part).doesNotExist();
  }

  @Test
  void logCheck_withTheData_derivesTheEntriesOfItsEventsAgain() {
    String key = running.get("/log/key").body().strip();
    running.close();
    String service = data.resolve("service").toString();
    String log = data.resolve("service/log").toString();

    Ran ran = trace("log", "check", log, "--key", key, "--data", service);
    Ran none = trace("log", "check", log, "--key", key, "--data", data.resolve("none").toString());

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.said()).startsWith("SOUND  ").contains(", 3 entries");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.said()).contains("is no data directory");
  }

  @Test
  void evidence_ofAPart_saysSo() throws Exception {
    Path sheet = data.resolve("sheet.pdf");

    Ran ran = trace("evidence", file("public.json", proof(null).body()), "-o", sheet.toString());

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(sheet).exists();
  }

  private void capture(String key, String members) {
    HttpResponse<String> answer =
        running.post(
            key,
            "/epcis/events",
            """
            {"@context":"%s","type":"ObjectEvent","eventTime":"2026-05-02T10:00:00.000+08:00",
             "eventTimeZoneOffset":"+08:00","action":"OBSERVE",%s}\
            """
                .formatted(EpcisDoors.CONTEXT, members));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** Until a checkpoint covers both events. */
  private void awaitProof() throws InterruptedException {
    for (int i = 0; i < 600 && !isWhole(proof(null)); i++) {
      Thread.sleep(Duration.ofMillis(100));
    }
    assertThat(isWhole(proof(null))).isTrue();
  }

  private static boolean isWhole(HttpResponse<String> answer) {
    return answer.statusCode() == 200 && json(answer).path("events").size() == 2;
  }

  private HttpResponse<String> proof(@Nullable String key) {
    String path = "/scan" + link + "/proof";
    return running.send(key == null ? running.open(path) : running.as(key, path));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(data.resolve(name), text).toString();
  }

  private record Ran(int exit, String said) {}

  private static Ran trace(String... words) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int exit = Trace.command().setOut(writer).setErr(writer).execute(words);
    return new Ran(exit, out.toString());
  }
}

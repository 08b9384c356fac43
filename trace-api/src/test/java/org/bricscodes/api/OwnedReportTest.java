package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exporters see, answer and close what consumers reported of their codes. */
final class OwnedReportTest {

  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String RIVAL = "https://id.gs1.org/417/9521333000006";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String rival;
  private final AtomicInteger phones = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // set before each test
  OwnedReportTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(FACTORY, "exporter");
    rival = running.key(RIVAL, "exporter");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  /** Orders codes; the paths of the first of them. */
  private List<String> issue(String key, String gtin, String lot) {
    String order =
        """
        {"gtin":"%s","lot":"%s","quantity":10,"product":"Tea"}
        """
            .formatted(gtin, lot);
    String id = json(running.post(key, "/codes/batches", order)).path("id").asText();
    return running
        .send(running.as(key, "/codes/batches/" + id + "/codes.csv"))
        .body()
        .lines()
        .map(line -> "/01/" + gtin + "/10/" + lot + "/21/" + line.substring(0, 16))
        .toList();
  }

  private void report(String code, String kind, String words) {
    HttpResponse<String> answer =
        running.send(
            running
                .open("/scan" + code + "/report?lang=en")
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .header("User-Agent", "phone " + phones.incrementAndGet())
                .POST(
                    BodyPublishers.ofString(
                        "kind="
                            + kind
                            + "&words="
                            + URLEncoder.encode(words, StandardCharsets.UTF_8))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private HttpResponse<String> get(String key, String path) {
    return running.send(running.as(key, path));
  }

  private List<String> words(String key, String query) {
    HttpResponse<String> answer = get(key, "/reports" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<String> words = new ArrayList<>();
    json(answer).path("reports").forEach(report -> words.add(report.path("words").asText()));
    return words;
  }

  private String onlyId(String key) {
    JsonNode reports = json(get(key, "/reports")).path("reports");
    assertThat(reports).hasSize(1);
    return reports.get(0).path("id").asText();
  }

  @Test
  void exporter_seesReportsOfItsOwnCodes_anOperatorAll_nobodyElseAny() {
    report(issue(factory, "09521222000018", "L1").get(0), "seal", "of the factory");
    report(issue(rival, "09521333000013", "L1").get(0), "seal", "of the rival");
    String partner = running.key(FACTORY, "partner");
    String auditor = running.key("https://audit.example", "auditor");

    assertThat(words(factory, "")).containsExactly("of the factory");
    assertThat(words(rival, "")).containsExactly("of the rival");
    assertThat(words(RunningServer.ADMIN_KEY, ""))
        .containsExactlyInAnyOrder("of the factory", "of the rival");
    assertThat(get(partner, "/reports").statusCode()).isEqualTo(403);
    assertThat(get(auditor, "/reports").statusCode()).isEqualTo(403);
    assertThat(running.get("/reports").statusCode()).isEqualTo(401);
    assertThat(get(auditor, "/reports/summary?gtin=09521222000018").statusCode()).isEqualTo(403);
  }

  @Test
  void reportOfAnother_looksAsIfThereWereNone() {
    report(issue(factory, "09521222000018", "L1").get(0), "seal", "of the factory");
    String id = onlyId(factory);
    String absent = "0".repeat(32);

    for (String path : List.of("", "/answers", "/closure")) {
      for (String which : List.of(id, absent, "nonsense")) {
        HttpResponse<String> answer =
            path.isEmpty()
                ? get(rival, "/reports/" + which)
                : running.post(
                    rival,
                    "/reports/" + which + path,
                    path.equals("/answers") ? "{\"words\":\"mine\"}" : "");
        assertThat(answer.statusCode()).as(path + which).isEqualTo(404);
        assertThat(json(answer).path("detail").asText())
            .isEqualTo("there is no report of this id about a code of yours");
      }
    }
    assertThat(json(get(factory, "/reports/" + id)).path("state").asText()).isEqualTo("open");
  }

  @Test
  void open_isAnswered_andClosed_andTakesNoMore() {
    report(issue(factory, "09521222000018", "L1").get(0), "quality", "sour");
    String id = onlyId(factory);

    JsonNode answered =
        json(running.post(factory, "/reports/" + id + "/answers", "{\"words\":\"Sorry.\"}"));
    JsonNode again =
        json(running.post(factory, "/reports/" + id + "/answers", "{\"words\":\"Sorry.\"}"));
    JsonNode closed = json(running.post(factory, "/reports/" + id + "/closure", ""));
    HttpResponse<String> closedAgain = running.post(factory, "/reports/" + id + "/closure", "{}");
    HttpResponse<String> late =
        running.post(factory, "/reports/" + id + "/answers", "{\"words\":\"One more thing.\"}");

    assertThat(answered.path("state").asText()).isEqualTo("answered");
    assertThat(answered.at("/answers/0/words").asText()).isEqualTo("Sorry.");
    assertThat(answered.at("/answers/0/by").asText()).isEqualTo(FACTORY);
    assertThat(again).isEqualTo(answered);
    assertThat(closed.path("state").asText()).isEqualTo("closed");
    assertThat(closedAgain.statusCode()).isEqualTo(200);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(json(late).path("code").asText()).isEqualTo("wrong-state");
    assertThat(json(late).path("detail").asText()).isEqualTo("the report is closed");
    assertThat(running.send(running.admin("/metrics")).body())
        .contains("consumer_reports_answered 1\n", "consumer_reports_closed 1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                | is required",
        "{\"words\":\"\"}                  | must be a text of 1 to 4000 characters",
        "{\"words\":\"  \"}                | must say something",
        "{\"words\":\"a\\u0007b\"}         | must be text, without control characters",
        "{\"words\":\"a\\ud83cb\"}         | must be text, without control characters",
        "{\"words\":7}                     | must be a text of 1 to 4000 characters",
        "{\"words\":\"ok\",\"more\":1}     | unknown field",
        "[]                                | must be a JSON object",
      })
  void faultyAnswer_isRefused_sayingWhatWouldBeRight(String body, String message) {
    report(issue(factory, "09521222000018", "L1").get(0), "quality", "sour");
    String id = onlyId(factory);

    HttpResponse<String> answer = running.post(factory, "/reports/" + id + "/answers", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/faults/0/message").asText()).isEqualTo(message);
    assertThat(json(get(factory, "/reports/" + id)).path("answers")).isEmpty();
  }

  @Test
  void answerOf1001Characters_isTooLong() {
    report(issue(factory, "09521222000018", "L1").get(0), "quality", "sour");
    String id = onlyId(factory);

    HttpResponse<String> answer =
        running.post(
            factory, "/reports/" + id + "/answers", "{\"words\":\"" + "a".repeat(1001) + "\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/faults/0/message").asText())
        .isEqualTo("must have at most 1000 characters");
  }

  @Test
  void list_isFiltered_andPaged() {
    List<String> first = issue(factory, "09521222000018", "L1");
    List<String> second = issue(factory, "09521222000018", "L2");
    report(first.get(0), "seal", "one");
    report(first.get(1), "quality", "two");
    report(second.get(0), "seal", "three");

    assertThat(words(factory, "?gtin=09521222000018&lot=L1"))
        .containsExactlyInAnyOrder("one", "two");
    assertThat(words(factory, "?kind=seal")).containsExactlyInAnyOrder("one", "three");
    assertThat(words(factory, "?state=closed")).isEmpty();
    assertThat(words(factory, "?gtin=9521222000018&lot=L1&kind=quality&state=open"))
        .containsExactly("two");

    List<String> seen = new ArrayList<>();
    String next = "/reports?perPage=2&kind=seal&gtin=09521222000018";
    int pages = 0;
    while (!next.isEmpty()) {
      HttpResponse<String> page = get(factory, next);
      json(page).path("reports").forEach(report -> seen.add(report.path("words").asText()));
      next =
          page.headers()
              .firstValue("Link")
              .map(link -> link.replaceAll("^<https?://[^/]+([^>]+)>; rel=\"next\"$", "$1"))
              .orElse("");
      pages++;
    }
    assertThat(seen).containsExactlyInAnyOrder("one", "three");
    assertThat(pages).isLessThan(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?lot=L1                | lot: is one of a product: name its gtin, too",
        "?kind=bored            | kind: must be seal, quality, safety, counterfeit, wrong-product or other",
        "?state=new             | state: must be open, answered, closed or withdrawn",
        "?gtin=09521222000019   | gtin:",
        "?cursor=nonsense       | cursor: must be one this service gave",
        "?perPage=0             | perPage: must be a whole number from 1 to 1000",
        "?owner=me              | unknown parameter",
        "/summary               | gtin: must be given",
        "/summary?gtin=1        | gtin:",
        "/summary?gtin=09521222000018&cursor=%25 | cursor: must be one this service gave",
      })
  void badRequest_isRefused_naming(String path, String detail) {
    HttpResponse<String> answer = get(factory, "/reports" + path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText()).startsWith(detail);
  }

  @Test
  void list_asCsv_runsNothingInASpreadsheet() {
    String code = issue(factory, "09521222000018", "L1").get(0);
    report(code, "other", "=HYPERLINK(\"http://evil\",\"click\")\nsecond, line");

    HttpResponse<String> csv =
        running.send(running.as(factory, "/reports").header("Accept", "text/csv"));

    assertThat(csv.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"reports.csv\"");
    assertThat(csv.body())
        .startsWith("id,hour,state,kind,gtin,lot,serial,verdict,language,words,answers,answer\r\n")
        .contains(
            ",open,other,09521222000018,L1," + code.substring(code.length() - 16) + ",genuine,en,",
            "\"'=HYPERLINK(\"\"http://evil\"\",\"\"click\"\")\nsecond, line\",0,\r\n");
  }

  @Test
  void summary_countsLotsByKind_forTheirOwner() {
    List<String> first = issue(factory, "09521222000018", "L1");
    report(first.get(0), "seal", "");
    report(first.get(1), "seal", "");
    report(first.get(2), "safety", "");
    report(issue(rival, "09521222000018", "L1").get(0), "seal", "");

    JsonNode summary = json(get(factory, "/reports/summary?gtin=09521222000018"));

    assertThat(summary.path("lots")).hasSize(1);
    assertThat(summary.at("/lots/0/lot").asText()).isEqualTo("L1");
    assertThat(summary.at("/lots/0/total").asInt()).isEqualTo(3);
    assertThat(summary.at("/lots/0/kinds/seal").asInt()).isEqualTo(2);
    assertThat(summary.at("/lots/0/kinds/safety").asInt()).isEqualTo(1);
    assertThat(summary.path("next").isNull()).isTrue();
    assertThat(
            json(get(RunningServer.ADMIN_KEY, "/reports/summary?gtin=09521222000018")).path("lots"))
        .hasSize(2);
  }
}
